// Questions of citizens for the matrix: one at each state, about the own commune and about its sibling.
const [own, sibling] = ['06001', '06637'];

const askedAs = {
  received: [], accepted: ['accept'], answered: ['accept', 'answer'], published: ['accept', 'answer', 'publish'],
};
export async function askAsCitizens(world) {
  const { editor, coordinator } = world.persons;
  world.questions = {};
  for (const code of [own, sibling]) {
    const ask = async (kind, words) => {
      await editor.must('/api/v1/questions', { kind, words, page: `/xa/${code}`, picture: 'anh-1' });
    };
    for (const state of Object.keys(askedAs)) await ask('question', `Hỏi để ${state}`);
    await ask('photo', 'Xin gỡ ảnh');
  }
  const officer = world.persons.data_protection_officer; // sees pictures too
  const list = await (await officer.ask(`${world.base}/api/v1/citizens/questions`)).json();
  const states = [...Object.keys(askedAs), 'photo'];
  for (const code of [own, sibling]) {
    const found = list.questions.filter((row) => row.page.address === `/xa/${code}`)
      .sort((a, b) => a.version - b.version);
    world.questions[code] = Object.fromEntries(states.map((state, at) => [state, found[at]]));
    for (const [state, steps] of Object.entries(askedAs)) {
      const one = world.questions[code][state];
      for (const name of steps) {
        const person = name === 'publish' ? coordinator : editor;
        const json = { step: name, expected_version: one.version, words: name === 'answer' ? 'Trả lời' : '' };
        if (name === 'publish') json.title = `Hỏi về ${code}`;
        one.version = (await person.must(`/api/v1/citizens/questions/${one.question}/steps`, json)).version;
      }
    }
  }
}
export const question = (state, content) => (world, unit) => {
  const one = (world.questions[unit.code] ?? world.questions[own])[state];
  const path = `/api/v1/citizens/questions/${one.question}`;
  if (!content) return { method: 'GET', path };
  return { path: `${path}/steps`, json: { ...content, expected_version: one.version } };
};
