// Where the phone is, when she asks for it.
const locate = (found, failed) => navigator.geolocation.getCurrentPosition(
  ({ coords }) => found(coords), failed,
  { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
);
