// The push service of npm's web-push-testing, which decrypts what it is sent; on this machine alone.
const { PushApiModel } = require("web-push-testing/src/PushApiModel.js");
const Server = require("web-push-testing/src/server.js");

const model = new PushApiModel();
const server = new Server(model, 0);
server.setRequestHandlers();
const line = server._app.listen(0, "127.0.0.1", () => {
  const url = "http://127.0.0.1:" + line.address().port;
  model.notifyUrl = url + "/notify/";
  console.log(url);
});
