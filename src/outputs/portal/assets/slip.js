// The serial after # in a scanned address never reaches the server. It goes into the field and out of the address.
const serial = location.hash.slice(1);
const field = document.getElementById('so-phieu');
if (field && field.value === '' && /^[0-9A-Za-z-]{12,20}$/.test(serial)) {
  field.value = serial.replace(/-/g, '').replace(/(.{4})(.{4})/, '$1-$2-').toUpperCase();
  history.replaceState(null, '', location.pathname);
}
