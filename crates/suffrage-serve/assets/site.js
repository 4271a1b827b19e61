// Makes pages quicker to use. Every page reads and works without it.
(() => {
  'use strict';
  document.documentElement.classList.add('scripted');

  // Rows that do not hold what is typed are hidden.
  for (const input of document.querySelectorAll('input[data-filter]')) {
    const rows = document.querySelectorAll(input.dataset.filter);
    input.addEventListener('input', () => {
      const wanted = input.value.trim().toLowerCase();
      for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    });
  }

  // What if: the answer follows the hand, and the address keeps what was changed.
  const form = document.querySelector('form[data-live]');
  if (!form) return;
  const outcome = document.getElementById('outcome');
  let timer = 0, asked = 0;
  const changed = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const field = form.elements.namedItem(name);
      const first = field && field.dataset ? field.dataset.first : undefined;
      if (value !== '' && value !== first) query.append(name, value);
    }
    return query.toString();
  };
  const ask = async () => {
    const query = changed(), number = ++asked;
    outcome.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(location.pathname + (query ? '?' + query : ''));
      const text = await answer.text();
      if (number !== asked) return;
      const page = new DOMParser().parseFromString(text, 'text/html');
      const fresh = page.getElementById('outcome') || page.querySelector('main');
      outcome.replaceChildren(...fresh.childNodes);
      history.replaceState(null, '', location.pathname + (query ? '?' + query : ''));
      for (const link of document.querySelectorAll('.langs a')) {
        link.search = query;
      }
    } finally {
      if (number === asked) outcome.removeAttribute('aria-busy');
    }
  };
  for (const slide of form.querySelectorAll('input[type=range]')) {
    const field = document.getElementById(slide.dataset.for);
    slide.addEventListener('input', () => {
      field.value = slide.value;
      clearTimeout(timer);
      timer = setTimeout(ask, 60);
    });
    field.addEventListener('input', () => { slide.value = field.value; });
  }
  form.addEventListener('input', (event) => {
    if (event.target.type === 'range') return;
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask();
  });
})();
