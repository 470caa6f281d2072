"""What scripts say they import, read without running them."""

import time

import pytest

from backend.budgets.reads.modules import (
    import_map,
    imported_by_worker,
    imports,
    resolve,
    workers,
)


@pytest.mark.parametrize(
    ("script", "named"),
    [
        ('import a from "./a.js"', ["./a.js"]),
        ('import{a,b as c}from"./a.js";import"./b.js"', ["./a.js", "./b.js"]),
        ("import * as x from './x.js'; export * from '/y.js'; export {z} from '/z.js'",
         ["./x.js", "/y.js", "/z.js"]),
        ('import d, {e} from "/d.js" with {type: "json"}', ["/d.js"]),
        ('import $from from "/f.js"', ["/f.js"]),
        ('/* c */ import /* x */ "/q.js"', ["/q.js"]),
        ('export{a}\nimport"/b.js"', ["/b.js"]),
        ('import "/a.js"; import "/a.js"', ["/a.js"]),
        ('const s = "import x from \'/no.js\'"; // import "/no.js"', []),
        ('/* import "/no.js" */ `import "/no.js"`', []),
        ('const r = /import "x"/; import "/y.js"', ["/y.js"]),
        ('const r = 4 / 2; import "/y.js"; const q = a/"b"', ["/y.js"]),
        ('f(/[/"]/); import "/y.js"', ["/y.js"]),
        ('import("/later.js"); import.meta.url; x.import("/q")', []),
        ('export default "x"; export const y = "z"', []),
        ('export default function () {} "a"', []),
        ("import", []),
    ],
)  # fmt: skip
def test_imports_are_found_and_nothing_else(script: str, named: list[str]) -> None:
    assert list(imports(script)) == named


@pytest.mark.parametrize(
    "script",
    [
        "import " + " " * 20_000,
        "import /*" * 5_000,
        "/" * 20_000,
        "import " * 20_000,
        "import " + "/**/ " * 20_000 + "x",
        "import " + "from " * 20_000,
        "import a from/" * 5_000,
        "a/[" * 20_000 + "import",
        "`" * 20_001 + "import",
    ],
)
def test_a_script_of_any_kind_is_read_soon(script: str) -> None:
    begun = time.perf_counter()
    assert imports(script) == ()
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("x", "/x.js"),
        ("lib/a.js", "/l/a.js"),
        ("lib/deep/a.js", "/d/a.js"),
        ("./a.js", "./a.js"),
        ("https://eve.example/e.js", "https://eve.example/e.js"),
        ("bare", ""),
    ],
)
def test_a_module_is_found_by_its_map(name: str, url: str) -> None:
    known = import_map(
        '{"imports": {"x": "/x.js", "lib/": "/l/", "lib/deep/": "/d/", "no": null}, "scopes": {}}'
    )
    assert resolve(name, known) == url


def test_a_name_of_a_part_of_the_site_is_known_everywhere() -> None:
    known = import_map('{"imports": {"x": "/x"}, "scopes": {"/a/": {"x": "/no", "y": "/y"}}}')
    assert known == {"x": "/x", "y": "/y"}


def test_a_broken_map_knows_nothing() -> None:
    assert import_map('{"imports": ' * 99_999) == import_map('{"scopes": [5]}') == {}
    assert import_map("{") == import_map("[]") == import_map('{"imports": []}') == {}


@pytest.mark.parametrize(
    ("script", "named"),
    [
        ("navigator.serviceWorker.register('/sw.js')", ["/sw.js"]),
        ('const w = navigator.serviceWorker; w && w.register("sw.js", {scope: "/"})', ["sw.js"]),
        ("navigator.serviceWorker.register(where)", [""]),
        ("navigator.serviceWorker.register(`/${w}.js`)", [""]),
        ("r.sync.register('outbox'); navigator.serviceWorker.register('/sw.js')", ["/sw.js"]),
        ("form.register('/no.js')", []),
    ],
)
def test_the_worker_that_a_script_registers_is_found(script: str, named: list[str]) -> None:
    assert list(workers(script)) == named


def test_what_a_worker_takes_in_is_found() -> None:
    assert imported_by_worker("importScripts('/a.js', \"b.js\"); importScripts()") == (
        "/a.js",
        "b.js",
    )
    assert imported_by_worker("import './more.js'") == ("./more.js",)
