// The list of boundary days becomes a slider; a new day is fetched and put in place, so that the keyboard stays on it.
const part = () => document.getElementById('phan-ban-do');

function stops() {
  return [...document.querySelectorAll('.days ol a')].map((link) => ({
    address: link.href,
    day: link.textContent,
    words: link.nextElementSibling?.textContent ?? '',
    isCurrent: link.hasAttribute('aria-current'),
  }));
}

let asked = 0;

async function show(address, isBack) {
  const mine = ++asked;
  part().setAttribute('aria-busy', 'true');
  const answer = await fetch(address).catch(() => null);
  if (mine !== asked) return;
  if (!answer?.ok) {
    location.assign(address);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById('phan-ban-do');
  if (mine !== asked) return;
  if (!fresh) {
    location.assign(address);
    return;
  }
  const holdsFocus = document.activeElement?.id === 'truot';
  part().replaceWith(fresh);
  document.title = page.title;
  if (!isBack) history.pushState(null, '', address);
  lay();
  if (holdsFocus) document.getElementById('truot').focus();
}

function lay() {
  const days = stops();
  const place = document.querySelector('.days');
  if (!place || days.length < 2) return;
  const slider = document.createElement('input');
  slider.type = 'range';
  slider.id = 'truot';
  slider.min = '0';
  slider.max = String(days.length - 1);
  slider.value = String(Math.max(0, days.findIndex((one) => one.isCurrent)));
  slider.setAttribute('aria-label', place.getAttribute('aria-label'));
  const shown = document.getElementById('ngay-dang-xem');
  const tell = () => {
    const { day, words } = days[slider.valueAsNumber];
    slider.setAttribute('aria-valuetext', words ? `${day}: ${words}` : day);
    shown.textContent = day;
  };
  tell();
  slider.addEventListener('input', tell);
  slider.addEventListener('change', () => show(days[slider.valueAsNumber].address, false));
  place.insertBefore(slider, place.querySelector('details'));
}

addEventListener('popstate', () => show(location.href, true));
lay();
