"""A site that people sign in to with their Llave, whole: see sign-in-with-the-llave.md.

LLAVE=http://localhost:8000 CLIENT_ID=... CLIENT_SECRET=... python docs/guides/sample_site.py
"""

import os
import secrets
from urllib.parse import urlencode

from authlib.integrations.flask_client import OAuth, OAuthError
from flask import Flask, redirect, render_template_string, request, session, url_for
from werkzeug.wrappers import Response

PAGE = """<!doctype html>
<html lang="es"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Biblioteca</title>
<h1>Biblioteca</h1>
{% if problem %}<p role="alert">No se pudo entrar: {{ problem }}.</p>{% endif %}
{% if person %}
<p>Hola, <b>{{ person.name or "lectora o lector" }}</b>. {{ person.email or "" }}</p>
<form action="/leave" method="post"><button>Salir</button></form>
{% else %}
<form action="/enter" method="post"><button>Entrar con mi Llave</button></form>
{% endif %}
"""

app = Flask(__name__)
app.secret_key = secrets.token_bytes(32)  # a restart signs everybody out
app.config.update(SESSION_COOKIE_NAME="library", SESSION_COOKIE_SAMESITE="Lax")
llave = OAuth(app).register(
    "llave",
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
    server_metadata_url=f"{os.environ['LLAVE']}/.well-known/openid-configuration",
    client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
)


@app.get("/")
def home() -> str:
    """Who is here, or how to come in."""
    return render_template_string(PAGE, person=session.get("person"))


@app.post("/enter")
def enter() -> Response:
    """To the Llave; state, nonce and the PKCE verifier stay in this site's own session."""
    return llave.authorize_redirect(url_for("callback", _external=True))


@app.get("/callback")
def callback() -> Response | str:
    """Back from the Llave. Authlib checks the state, the code's verifier and the ID token."""
    if request.args.get("iss") != llave.load_server_metadata()["issuer"]:
        return render_template_string(PAGE, problem="contestó otro sitio")  # RFC 9207
    try:
        token = llave.authorize_access_token()
    except OAuthError as error:
        return render_template_string(PAGE, problem=error.error)
    # The data of a person come from userinfo; she sees in her Llave that they were used.
    session["person"] = llave.userinfo(token=token)
    session["id_token"] = token["id_token"]
    return redirect(url_for("home"), 303)


@app.post("/leave")
def leave() -> Response:
    """Out of this site, and on to the Llave, which asks whether to close that as well."""
    hint = session.pop("id_token", "")
    session.clear()
    told = {"id_token_hint": hint, "post_logout_redirect_uri": url_for("home", _external=True)}
    address = llave.load_server_metadata()["end_session_endpoint"]
    return redirect(f"{address}?{urlencode(told)}", 303)


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ.get("PORT", "5000")))
