"""A small shop to weigh: an application that is not ours, with a door and a session."""

from flask import Flask, abort, redirect, request, session
from werkzeug import Response

STYLE = "p{color:red}" * 200


def make_app() -> Flask:
    """A shop with nobody in it."""
    app = Flask("shop")
    app.secret_key = "of no use elsewhere"

    @app.get("/")
    def home() -> str:
        return (
            "<link rel=stylesheet href=/style.css><link rel=icon href='data:,'>"
            "<a href=/about>about</a> <a href='/thing/1'>one</a> <a href='/thing/2#top'>two</a>"
            "<a href=/mine>mine</a> <a href=/logout>out</a> <a href='https://eve.example/'>eve</a>"
            "<a href=/thing.pdf>print</a><a download href=/big.zip>all</a><a href='http://['>x</a>"
        )

    @app.get("/about")
    def about() -> str:
        return (
            "<form action=/find><input name=q value=lamp><select name=by><option value=price>p"
            "<option value=name selected>n</select><input type=submit name=go value=1></form>"
            "<form method=post action=/say><input type=hidden name=token value=t>"
            "<textarea name=words>hello</textarea><input type=checkbox name=yes checked></form>"
        )

    @app.get("/find")
    def find() -> str:
        return f"found {request.args['q']}, sorted by {request.args['by']}"

    @app.post("/say")
    def say() -> tuple[str, int]:
        sent = request.form
        return f"you said {sent['words']}, {sent['token']}, {sent['yes']}" + "x" * 3_000, 422

    @app.get("/thing/<int:number>")
    def thing(number: int) -> str:
        return f"thing {number}"

    @app.get("/thing.pdf")
    def printed() -> Response:
        return Response(b"%PDF", content_type="application/pdf")

    @app.get("/style.css")
    def style() -> Response:
        kept = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(STYLE, content_type="text/css", headers=kept)

    @app.route("/login", methods=["GET", "POST"])
    def login() -> str | Response:
        sent = request.form
        if sent.get("password") == "lamp" and sent.get("token") == "t":
            session["who"] = sent["name"]
            return redirect("/mine")  # type: ignore[return-value]
        return (
            "<form method=post><input type=hidden name=token value=t><input name=name>"
            "<input type=password name=password></form>"
        )

    @app.get("/mine")
    def mine() -> str | Response:
        if "who" not in session:
            return redirect("/login")  # type: ignore[return-value]
        return f"{session['who']} has {session.get('things', 0)} things" + "y" * 2_000

    @app.post("/take")
    def take() -> Response:
        session["things"] = session.get("things", 0) + 1
        return redirect("/mine", 303)  # type: ignore[return-value]

    @app.get("/take")
    def to_take() -> str:
        return "<form method=post><input name=what></form>"

    @app.get("/logout")
    def logout() -> Response:
        session.clear()
        return redirect("/")  # type: ignore[return-value]

    @app.get("/broken")
    def broken() -> str:
        abort(500)

    @app.get("/sitemap.xml")
    def sitemap() -> Response:
        places = "".join(
            f"<url><loc>https://shop.example{path}</loc></url>" for path in ("/", "/about")
        )
        text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'
        return Response(text, content_type="application/xml")

    return app


app = make_app()
