// The rooms of the programme: what each is called and what it is for.
export const roomsEn = {
  'room.dossiers.title': 'Recognition dossiers',
  'room.dossiers.lead':
    'From self-assessment to the decision: where each dossier stands, whose turn it is, how many days are left.',
  'room.villages.title': 'Villages and residential areas',
  'room.villages.lead': 'The register of villages, their titles, and the monthly tick of what is kept up.',
  'room.plans.title': 'Yearly plan',
  'room.plans.lead':
    'Which commune is to reach what in the year, the work, its pace, and the result against the plan.',
  'room.sustain.title': 'Titles sustained',
  'room.sustain.lead': 'Which communes keep their title, which are exposed to losing it; the yearly check.',
  'room.surveys.title': 'Residents’ survey',
  'room.surveys.lead': 'The Front asks households whether they are satisfied: slips, entry, sealing, results.',
  'room.councils.title': 'Councils',
  'room.councils.lead': 'Sessions, opinions, secret ballots and minutes on the dossiers that wait for a council.',
  'room.citizens.title': 'Questions of citizens',
  'room.citizens.lead':
    'Questions, reports of wrong facts and pictures to be taken down: whose turn, how many days, answer and publish.',
  'room.register.title': 'Register of titles',
  'room.register.lead':
    'Decisions that give and take titles, announcements, import from Excel, where it is complete.',
  'room.newsroom.title': 'Newsroom',
  'room.newsroom.lead':
    'Articles and events: write, check figures, approve, publish, correct; every number has its source.',
};
