/** Keeps the page as it is now: takes over what a fresh copy of it shows whenever there is news. */
const shown = document.getElementById('accounts');
const lost = document.getElementById('lost');
let isLooking = false;
let isStale = false;

const news = new EventSource('/channel/news');
news.addEventListener('look', look);
news.addEventListener('error', () => setLost(true));

async function look() {
  isStale = true;
  if (isLooking) return;
  isLooking = true;
  try {
    while (isStale) {
      isStale = false;
      await take();
    }
    setLost(false);
  } catch {
    setLost(true);
  } finally {
    isLooking = false;
  }
}

async function take() {
  const answer = await fetch('/channel', { headers: { accept: 'text/html' } });
  // Somebody changed the token: the door asks for it.
  if (answer.status === 401) location.reload();
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const accounts = fresh.getElementById('accounts');
  if (accounts.innerHTML !== shown.innerHTML) shown.replaceChildren(...accounts.childNodes);
}

/** What may be old is greyed; a code that may be old is hidden, so that nobody scans it in vain. */
function setLost(isLost) {
  lost.hidden = !isLost;
  shown.classList.toggle('is-old', isLost);
}
