//! What can be asked of the API: one table. Routes are read in [`crate::api`]; OpenAPI, the reference page and a
//! test that asks every example are made from it.

use crate::answer::JSON;

/// A value that a request gives.
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// `path` or `query`.
    pub place: &'static str,
    /// `string` or `integer`.
    pub kind: &'static str,
    /// What it is.
    pub about: &'static str,
    /// A value that works.
    pub example: &'static str,
}

/// One thing that can be asked.
pub struct Endpoint {
    /// `get` or `post`.
    pub method: &'static str,
    /// Below [`crate::api::ROOT`], with parameters in braces.
    pub path: &'static str,
    /// A name for programs.
    pub name: &'static str,
    /// What it gives.
    pub about: (&'static str, &'static str),
    /// What it takes.
    pub parameters: &'static [Parameter],
    /// The kind of content it gives.
    pub kind: &'static str,
}

const PAGE: Parameter =
    Parameter { name: "page", place: "query", kind: "integer", about: "from 1", example: "1" };
const PER_PAGE: Parameter = Parameter {
    name: "per_page",
    place: "query",
    kind: "integer",
    about: "at most 1000; 100 if it is not said",
    example: "100",
};
const SEARCH: Parameter = Parameter {
    name: "q",
    place: "query",
    kind: "string",
    about: "only what holds these words",
    example: "",
};
const ELECTION: Parameter = Parameter {
    name: "election",
    place: "path",
    kind: "string",
    about: "the id of an election; its slashes stand as they are, or as %2F",
    example: "nc/senate/2023",
};
const CONTEST: Parameter = Parameter {
    name: "contest",
    place: "path",
    kind: "string",
    about: "the code of a contest; letters beyond a-z, 0-9, - and _ as ~ and two hexadecimal digits for each byte",
    example: "988",
};
const LAW: Parameter = Parameter {
    name: "law",
    place: "path",
    kind: "string",
    about: "the id of a law; its slashes stand as they are, or as %2F",
    example: "nc/senate",
};
const ON: Parameter = Parameter {
    name: "on",
    place: "query",
    kind: "string",
    about: "a day, as 2023-09-24",
    example: "2023-09-24",
};

const REGISTER: Parameter = Parameter {
    name: "register",
    place: "path",
    kind: "string",
    about: "the name of a register",
    example: "nc",
};

/// What can be asked.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: "get",
        path: "",
        name: "index",
        about: ("What there is, and where.", "Ce qu'il y a, et où."),
        parameters: &[],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "elections",
        name: "elections",
        about: ("Elections, the latest first.", "Les élections, la dernière d'abord."),
        parameters: &[SEARCH, PAGE, PER_PAGE],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "elections/{election}",
        name: "election",
        about: (
            "An election: its law, day, sources, and how it stands.",
            "Une élection : sa loi, son jour, ses sources, où elle en est.",
        ),
        parameters: &[ELECTION],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "elections/{election}/contests",
        name: "contests",
        about: (
            "Its contests, with who has most seats.",
            "Ses scrutins, avec qui a le plus de sièges.",
        ),
        parameters: &[ELECTION, SEARCH, PAGE, PER_PAGE],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "elections/{election}/contests/{contest}",
        name: "result",
        about: ("The result of a contest.", "Le résultat d'un scrutin."),
        parameters: &[ELECTION, CONTEST],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "elections/{election}/contests/{contest}/record",
        name: "record",
        about: (
            "Its record: every step with its figures and its article.",
            "Son compte : chaque étape avec ses chiffres et son article.",
        ),
        parameters: &[ELECTION, CONTEST],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "elections/{election}/contests/{contest}/what-if",
        name: "what-if",
        about: (
            "The same contest with something changed: where the two counts part, and which seats move. Votes are v1-0 (round 1, first candidacy) and so on.",
            "Le même scrutin avec un changement : où les deux comptes divergent, quels sièges bougent. Les voix sont v1-0 (tour 1, première candidature), etc.",
        ),
        parameters: &[
            ELECTION,
            CONTEST,
            Parameter {
                name: "seats",
                place: "query",
                kind: "integer",
                about: "seats to fill",
                example: "3",
            },
            Parameter {
                name: "threshold",
                place: "query",
                kind: "string",
                about: "the share that admits to the division of seats, as 3% or 1/20",
                example: "",
            },
            Parameter {
                name: "law",
                place: "query",
                kind: "string",
                about: "another law",
                example: "",
            },
            Parameter {
                name: "on",
                place: "query",
                kind: "string",
                about: "another day whose wording applies",
                example: "",
            },
            Parameter {
                name: "reading",
                place: "query",
                kind: "string",
                about: "another reading of an open clause",
                example: "",
            },
            Parameter {
                name: "instead",
                place: "query",
                kind: "string",
                about: "words of the law file that are read otherwise, as 1/2 of expressed",
                example: "",
            },
            Parameter {
                name: "read",
                place: "query",
                kind: "string",
                about: "what is read instead of them, as 1/2 of votes",
                example: "",
            },
        ],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "elections/{election}/contests/{contest}/charts/{chart}",
        name: "chart",
        about: (
            "A chart as SVG; .csv instead of .svg gives the table that says the same.",
            "Un graphique en SVG ; .csv au lieu de .svg donne le tableau qui dit la même chose.",
        ),
        parameters: &[
            ELECTION,
            CONTEST,
            Parameter {
                name: "chart",
                place: "path",
                kind: "string",
                about: "hemicycle, benches, bars, bars-1, shares, ladder, quotas or transfers, and .svg or .csv",
                example: "bars-1.svg",
            },
        ],
        kind: "image/svg+xml",
    },
    Endpoint {
        method: "get",
        path: "elections/{election}/charts/{chart}",
        name: "places",
        about: (
            "Who is first in which contest, as tiles or over the outlines that lie beside the election; .svg or .csv.",
            "Qui est en tête dans quel scrutin, en carrés ou sur les contours placés à côté de l'élection ; .svg ou .csv.",
        ),
        parameters: &[
            Parameter { example: "us/electors/2020", ..ELECTION },
            Parameter {
                name: "chart",
                place: "path",
                kind: "string",
                about: "map or tiles, and .svg or .csv",
                example: "tiles.svg",
            },
        ],
        kind: "image/svg+xml",
    },
    Endpoint {
        method: "get",
        path: "laws",
        name: "laws",
        about: ("Laws.", "Les lois."),
        parameters: &[SEARCH, PAGE, PER_PAGE],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "laws/{law}",
        name: "law",
        about: (
            "A law article by article; with a day, as it stood then.",
            "Une loi article par article ; avec un jour, telle qu'elle était alors.",
        ),
        parameters: &[LAW, ON],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "registers",
        name: "registers",
        about: ("Registers of offices.", "Les registres de charges."),
        parameters: &[],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "registers/{register}/{question}",
        name: "register",
        about: (
            "What a register answers on a day, row by row: who holds what, which offices cannot be held together and until when, which are vacant, which institution has which power, which sources contradict each other.",
            "Ce qu'un registre répond un jour donné, ligne par ligne : qui occupe quoi, quelles charges sont incompatibles et jusqu'à quand, lesquelles sont vacantes, quelle institution a quelle compétence, quelles sources se contredisent.",
        ),
        parameters: &[
            REGISTER,
            Parameter {
                name: "question",
                place: "path",
                kind: "string",
                about: "who, conflicts, vacancies, powers or claims",
                example: "who",
            },
            ON,
            PAGE,
            PER_PAGE,
        ],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "registers/{register}/{kind}/{key}",
        name: "register-entry",
        about: (
            "Who is and was in an office, the offices of a person, or a story day by day.",
            "Qui est et fut dans une charge, les charges d'une personne, ou un récit jour par jour.",
        ),
        parameters: &[
            REGISTER,
            Parameter {
                name: "kind",
                place: "path",
                kind: "string",
                about: "office, person or story",
                example: "office",
            },
            Parameter {
                name: "key",
                place: "path",
                kind: "string",
                about: "its key; slashes stand as they are, or as %2F",
                example: "fr/senator/nc",
            },
            ON,
            PAGE,
            PER_PAGE,
        ],
        kind: JSON,
    },
    Endpoint {
        method: "post",
        path: "count",
        name: "count",
        about: (
            "Counts what is sent: a file as the body, or a form (multipart/form-data) with file, lawfile and the fields below. Gives an array of records. Nothing is kept.",
            "Compte ce qui est envoyé : un fichier comme corps, ou un formulaire (multipart/form-data) avec file, lawfile et les champs ci-dessous. Donne un tableau de comptes. Rien n'est gardé.",
        ),
        parameters: &[
            Parameter {
                name: "law",
                place: "query",
                kind: "string",
                about: "the law, as fr/municipal or fr/municipal:list",
                example: "fr/european-parliament",
            },
            Parameter {
                name: "on",
                place: "query",
                kind: "string",
                about: "the day of the vote",
                example: "2024-06-09",
            },
            Parameter {
                name: "seats",
                place: "query",
                kind: "integer",
                about: "seats, where the files do not say",
                example: "5",
            },
            Parameter {
                name: "contest",
                place: "query",
                kind: "string",
                about: "one contest of several, by code or name",
                example: "",
            },
            Parameter {
                name: "cells",
                place: "query",
                kind: "string",
                about: "ranks or scores: what numbers say in a table with a column for each candidate",
                example: "",
            },
            Parameter {
                name: "encoding",
                place: "query",
                kind: "string",
                about: "utf-8 or windows-1252; found out if it is not said",
                example: "",
            },
        ],
        kind: JSON,
    },
    Endpoint {
        method: "get",
        path: "openapi.json",
        name: "openapi",
        about: (
            "This description, for programs (OpenAPI 3.1).",
            "Cette description, pour programmes (OpenAPI 3.1).",
        ),
        parameters: &[],
        kind: JSON,
    },
];
