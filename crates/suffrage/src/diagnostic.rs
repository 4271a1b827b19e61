//! What a user's file got wrong: a code for ever, the place, the cause and the mend.
//!
//! All faults of a file are reported together, in file order. A diagnostic is data; it is drawn in
//! [`crate::render`]. The catalogue below is the only place where faults have words, in English
//! and French side by side, so that neither can fall behind.
//!
//! Codes: `L` law files, `T` tallies and other tables, `E` election folders, `C` a count that
//! cannot be, `R` registers of offices. A code keeps its meaning for ever: people search for it.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use crate::word::words;

words! {
    /// The languages of the house.
    pub enum Lang {
        #[doc = "English"]
        En = "en",
        #[doc = "French"]
        Fr = "fr",
    }
}

/// A fault and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub fault: Fault,
    /// Where; `None` for a fault of a whole contest.
    pub place: Option<Place>,
}

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as the user named it.
    pub file: String,
    /// Bytes of its text in UTF-8; the caret points here.
    pub span: Range<usize>,
    /// The cell, in a table that is no text.
    pub cell: Option<Cell>,
}

/// A place in a table of columns, which has no lines to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The name of the column; empty for a whole row.
    pub column: String,
    /// The group of rows, and the row in it, both from 1; `None` for a whole column.
    pub row: Option<(u64, u64)>,
}

impl Diagnostic {
    /// A fault at a place.
    #[must_use]
    pub fn at(file: &str, span: Range<usize>, fault: Fault) -> Self {
        Self { fault, place: Some(Place { file: file.to_owned(), span, cell: None }) }
    }

    /// A fault in a table that is no text.
    #[must_use]
    pub fn in_cell(file: &str, cell: Cell, fault: Fault) -> Self {
        Self { fault, place: Some(Place { file: file.to_owned(), span: 0..0, cell: Some(cell) }) }
    }
}

impl From<Fault> for Diagnostic {
    fn from(fault: Fault) -> Self {
        Self { fault, place: None }
    }
}

/// The known word nearest to an unknown one, or else what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Near {
    best: Option<String>,
    known: Vec<String>,
}

impl Near {
    /// Whether a known word is so near that it was probably meant.
    #[must_use]
    pub fn is_probable(&self) -> bool {
        self.best.is_some()
    }
}

/// Finds the known word nearest to `text`.
#[must_use]
pub fn near<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Near {
    // Words this long are never slips of one another, and comparing them would take for ever.
    const LONGEST: usize = 100;
    const MOST: usize = 2000;
    let known = known.into_iter().filter(|word| !word.is_empty() && word.len() <= LONGEST);
    let known: Vec<String> = known.take(MOST).map(str::to_owned).collect();
    if text.len() > LONGEST {
        return Near { best: None, known };
    }
    let distance =
        |word: &String| strsim::damerau_levenshtein(&text.to_lowercase(), &word.to_lowercase());
    let best = known.iter().min_by_key(|word| distance(word)).cloned();
    // A third of the letters may be wrong; a word of one or two letters must be right.
    let close =
        |word: &String| distance(word) <= word.chars().count().max(text.chars().count()) / 3;
    Near { best: best.filter(close), known }
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 24;
        if let Some(best) = &self.best {
            return write!(f, "`{best}`");
        }
        for (index, word) in self.known.iter().take(SHOWN).enumerate() {
            write!(f, "{}`{word}`", if index == 0 { "" } else { " | " })?;
        }
        if self.known.len() > SHOWN {
            f.write_str(" | …")?;
        }
        Ok(())
    }
}

/// `an integer`, `a string`: the words of TOML stay English in every language.
pub(crate) fn with_article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {kind}")
}

macro_rules! faults {
    ($($code:literal $name:ident { $($field:ident : $kind:ty),* $(,)? }
        en $en:literal $en_cause:literal $en_mend:literal
        fr $fr:literal $fr_cause:literal $fr_mend:literal)*) => {
        /// What can be wrong. The fields are the figures of the message.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the catalogue gives each variant its words")]
        pub enum Fault {
            $($name { $($field: $kind),* },)*
        }

        impl Fault {
            /// Every code with the English message as written in the catalogue.
            pub const CATALOGUE: &'static [(&'static str, &'static str)] = &[$(($code, $en)),*];

            /// The code: it keeps its meaning for ever.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code,)* }
            }

            /// What is so, with the figures.
            #[must_use]
            #[allow(unused_variables, reason = "not every message uses every figure")]
            pub fn message(&self, lang: Lang) -> String {
                match (self, lang) {
                    $((Self::$name { $($field),* }, Lang::En) => format!($en),
                      (Self::$name { $($field),* }, Lang::Fr) => format!($fr),)*
                }
            }

            /// Why that cannot stand.
            #[must_use]
            #[allow(unused_variables, reason = "not every cause uses every figure")]
            pub fn cause(&self, lang: Lang) -> String {
                match (self, lang) {
                    $((Self::$name { $($field),* }, Lang::En) => format!($en_cause),
                      (Self::$name { $($field),* }, Lang::Fr) => format!($fr_cause),)*
                }
            }

            /// What to do.
            #[must_use]
            #[allow(unused_variables, reason = "not every mend uses every figure")]
            pub fn mend(&self, lang: Lang) -> String {
                match (self, lang) {
                    $((Self::$name { $($field),* }, Lang::En) => format!($en_mend),
                      (Self::$name { $($field),* }, Lang::Fr) => format!($fr_mend),)*
                }
            }
        }
    };
}

faults! {
    // --- law files ---------------------------------------------------------------------------
    "L001" NotToml { what: String }
    en "this is not TOML: {what}"
       "the file cannot be read further"
       "mend the line above; quotes, brackets and `=` are the usual suspects"
    fr "ceci n'est pas du TOML : {what}"
       "la suite du fichier est illisible"
       "corrigez la ligne ci-dessus ; guillemets, crochets et `=` sont les suspects habituels"
    "L002" UnknownKey { key: String, form: String, near: Near }
    en "`{key}` is not a word of {form}"
       "the notation is closed: a word nobody knows could move a seat unseen"
       "write {near}, or remove it"
    fr "`{key}` n'est pas un mot de {form}"
       "la notation est fermée : un mot inconnu pourrait déplacer un siège sans qu'on le voie"
       "écrivez {near}, ou retirez-le"
    "L003" KeyMissing { key: String, form: String }
    en "{form} needs `{key}`, and this one does not say it"
       "nothing is assumed: what a law does not say is not counted"
       "write `{key} = …` here, with the article that says so"
    fr "{form} exige `{key}`, et rien ne le dit ici"
       "rien n'est supposé : ce que la loi ne dit pas n'est pas compté"
       "écrivez `{key} = …` ici, avec l'article qui le dit"
    "L004" WrongKind { key: String, wanted: String, found: String }
    en "`{key}` must be {wanted}, and this is {found}"
       "the value cannot be read"
       "write {wanted}"
    fr "`{key}` doit être {wanted}, et ceci est {found}"
       "la valeur est illisible"
       "écrivez {wanted}"
    "L005" UnknownWord { key: String, word: String, near: Near }
    en "`{word}` is not one of the words of `{key}`"
       "the notation is closed: each word stands for one reading of a law"
       "write {near}"
    fr "`{word}` n'est pas un des mots de `{key}`"
       "la notation est fermée : chaque mot désigne une lecture d'une loi"
       "écrivez {near}"
    "L006" NotAPeriod { text: String }
    en "`{text}` is not a period of force"
       "a period is two days joined by a slash; the second may be left open with two dots"
       "write it like \"2013-08-04/..\" or \"2003-07-31/2013-08-04\""
    fr "`{text}` n'est pas une période de vigueur"
       "une période est faite de deux jours joints par une barre ; le second peut rester ouvert par deux points"
       "écrivez par exemple \"2013-08-04/..\" ou \"2003-07-31/2013-08-04\""
    "L007" PeriodBackwards { text: String }
    en "the period `{text}` ends before it begins"
       "no day lies in it, so the clause would never apply"
       "put the earlier day first"
    fr "la période `{text}` finit avant de commencer"
       "aucun jour n'y tombe : la clause ne s'appliquerait jamais"
       "mettez le premier jour en tête"
    "L008" PeriodsOverlap { clause: String, first: String, second: String }
    en "two versions of `{clause}` are in force at once: {first} and {second}"
       "on some day it would not be clear which of them applies"
       "end the first on the day the second begins"
    fr "deux versions de `{clause}` sont en vigueur à la fois : {first} et {second}"
       "certains jours, on ne saurait laquelle s'applique"
       "terminez la première le jour où commence la seconde"
    "L009" PeriodsGap { clause: String, first: String, second: String }
    en "between two versions of `{clause}` nothing is in force: {first}, then {second}"
       "on the days between, the count would silently do without the clause"
       "let the second begin on the day the first ends, or write the version between them"
    fr "entre deux versions de `{clause}`, rien n'est en vigueur : {first}, puis {second}"
       "les jours intermédiaires, le compte se passerait en silence de la clause"
       "faites commencer la seconde le jour où finit la première, ou écrivez la version intermédiaire"
    "L010" PeriodOutsideCoded { clause: String, period: String, coded: String }
    en "`{clause}` covers {period}, but the law is coded for {coded}"
       "every clause must be said for every day the law is counted on, and for no other"
       "make the two agree, or add the missing version; `outside = \"no such rule\"` says that there was none"
    fr "`{clause}` couvre {period}, mais la loi est codée pour {coded}"
       "chaque clause doit être dite pour chaque jour où l'on compte, et pour aucun autre"
       "accordez les deux, ou ajoutez la version manquante ; `outside = \"no such rule\"` dit qu'il n'y en avait pas"
    "L011" NotANumber { key: String, text: String }
    en "`{text}` in `{key}` is not an exact number"
       "shares are exact: 1/4, 5%, 12.5%, 1.4"
       "write a whole number, a fraction or a percentage with a point"
    fr "`{text}` dans `{key}` n'est pas un nombre exact"
       "les parts sont exactes : 1/4, 5%, 12.5%, 1.4"
       "écrivez un entier, une fraction ou un pourcentage avec un point"
    "L012" NotAShare { key: String, text: String }
    en "`{text}` in `{key}` does not say a share of a base"
       "a threshold without its base can move a seat: 5 % of whom?"
       "write it like \"5% of expressed\" or \"1/4 of registered\""
    fr "`{text}` dans `{key}` ne dit pas la part d'une base"
       "un seuil sans sa base peut déplacer un siège : 5 % de qui ?"
       "écrivez par exemple \"5% of expressed\" ou \"1/4 of registered\""
    "L013" NotDivisors { text: String }
    en "`{text}` is not a sequence of divisors"
       "each divisor must be greater than the one before, and the sequence must go on"
       "write it like \"1, 2, 3, …\" or \"1, 3, 5, …\""
    fr "`{text}` n'est pas une suite de diviseurs"
       "chaque diviseur doit dépasser le précédent, et la suite doit continuer"
       "écrivez par exemple \"1, 2, 3, …\" ou \"1, 3, 5, …\""
    "L014" NoVerb { system: String, near: Near }
    en "this step of `{system}` has no verb"
       "a step is one verb; without it, it does nothing"
       "begin it with {near}"
    fr "cette étape de `{system}` n'a pas de verbe"
       "une étape est un verbe ; sans lui, elle ne fait rien"
       "commencez-la par {near}"
    "L015" TwoVerbs { first: String, second: String }
    en "this step says both `{first}` and `{second}`"
       "a step is one verb, so that each has its article"
       "make two steps of it"
    fr "cette étape dit à la fois `{first}` et `{second}`"
       "une étape est un seul verbe, pour que chacun ait son article"
       "faites-en deux étapes"
    "L016" NoSuchSource { key: String, near: Near }
    en "`seen = \"{key}\"` names no source of this file"
       "a citation is a claim: it must say where the article was read"
       "write {near} or \"unseen\", or add a [[source]] with that key"
    fr "`seen = \"{key}\"` ne nomme aucune source de ce fichier"
       "une citation est une affirmation : elle doit dire où l'article a été lu"
       "écrivez {near} ou \"unseen\", ou ajoutez une [[source]] de cette clé"
    "L017" SystemMissing { system: String, near: Near }
    en "`{system}` is chosen here, but the file has no [[{system}]]"
       "a contest sent there could not be counted"
       "write {near}, or add the steps of [[{system}]]"
    fr "`{system}` est choisi ici, mais le fichier n'a pas de [[{system}]]"
       "un scrutin envoyé là ne pourrait pas être compté"
       "écrivez {near}, ou ajoutez les étapes de [[{system}]]"
    "L018" SystemUnused { system: String }
    en "[[{system}]] is never chosen"
       "its steps would never run; it is probably a misspelt name"
       "name it in a [[choose]], or remove it"
    fr "[[{system}]] n'est jamais choisi"
       "ses étapes ne serviraient jamais ; c'est sans doute un nom mal écrit"
       "nommez-le dans un [[choose]], ou retirez-le"
    "L019" WrongId { id: String, file: String, fits: String }
    en "the file is {file}, but the law calls itself `{id}`"
       "a law is found by the path of its file"
       "write `id = \"{fits}\"`, or move the file to {id}.toml"
    fr "le fichier est {file}, mais la loi se nomme `{id}`"
       "une loi se trouve par le chemin de son fichier"
       "écrivez `id = \"{fits}\"`, ou déplacez le fichier vers {id}.toml"
    "L020" NobodyAdopted { clause: String }
    en "`{clause}` can be read in several ways, and none is adopted"
       "the count must know which to follow; the others stay open to comparison"
       "write `adopted = \"why\"` in exactly one of them"
    fr "`{clause}` peut se lire de plusieurs façons, et aucune n'est retenue"
       "le compte doit savoir laquelle suivre ; les autres restent ouvertes à la comparaison"
       "écrivez `adopted = \"pourquoi\"` dans une seule d'entre elles"
    "L021" NotADate { key: String, text: String }
    en "`{key} = {text}` is not a day"
       "a day is written year-month-day"
       "write it like 2013-08-04"
    fr "`{key} = {text}` n'est pas un jour"
       "un jour s'écrit année-mois-jour"
       "écrivez par exemple 2013-08-04"
    "L022" EmptyLaw { what: String }
    en "the law has no {what}"
       "nothing could be counted by it"
       "add {what}, or `[[apply]]` another law"
    fr "la loi n'a pas de {what}"
       "rien ne pourrait être compté par elle"
       "ajoutez {what}, ou appliquez une autre loi par `[[apply]]`"
    "L023" NoTieOrder { clause: String }
    en "`{clause}` does not say how equals are parted"
       "equals will come; a law that is silent must say so"
       "write `tie = [\"lot\"]` or what the article says; `tie = []` if it says nothing"
    fr "`{clause}` ne dit pas comment départager les ex æquo"
       "des égalités viendront ; une loi muette doit le dire"
       "écrivez `tie = [\"lot\"]` ou ce que dit l'article ; `tie = []` s'il ne dit rien"
    "L024" ExampleFails { name: String, wanted: String, found: String }
    en "the example \"{name}\" does not come out: {wanted} expected, {found} counted"
       "either the example or the clauses are wrong"
       "compare them with the article"
    fr "l'exemple « {name} » ne tombe pas juste : {wanted} attendu, {found} compté"
       "l'exemple ou les clauses sont faux"
       "comparez-les à l'article"
    "L025" OutOfRange { key: String, number: String, from: String, to: String }
    en "`{key} = {number}` is out of range: from {from} to {to}"
       "no law at hand says so, and the count could not follow it"
       "write a number between them"
    fr "`{key} = {number}` sort des bornes : de {from} à {to}"
       "aucune loi connue ne dit cela, et le compte ne pourrait pas le suivre"
       "écrivez un nombre entre les deux"
    "L026" NotAscending { key: String }
    en "the rows of `{key}` do not ascend"
       "the row that applies is the last one reached"
       "sort them, without repeating a limit"
    fr "les lignes de `{key}` ne sont pas croissantes"
       "la ligne qui s'applique est la dernière atteinte"
       "triez-les, sans répéter une limite"
    "L028" OutOfOrder { step: String, before: String }
    en "`{step}` stands before any `{before}`"
       "steps run in the order of the file: there is nothing yet to work on"
       "move it behind"
    fr "`{step}` figure avant tout `{before}`"
       "les étapes suivent l'ordre du fichier : il n'y a encore rien sur quoi agir"
       "déplacez-la après"
    "L029" CannotPart { word: String, method: String }
    en "`{word}` cannot be counted by `{method}`"
       "it parts one vote between equals, and this method passes every paper on whole"
       "choose another reading of `overvote`, or keep factors"
    fr "`{word}` ne peut être compté par `{method}`"
       "il divise une voix entre égaux, et cette méthode transmet chaque bulletin entier"
       "choisissez une autre lecture de `overvote`, ou les facteurs de conservation"
    "L030" CannotHold { word: String, method: String }
    en "`write_in = \"{word}\"` cannot be counted by `{method}`"
       "it gives names that nobody declared a place in the count, and this method could elect it"
       "choose another reading of `write_in`: passed over, or counts as empty"
    fr "`write_in = \"{word}\"` ne peut être compté par `{method}`"
       "il donne aux noms non déclarés une place dans le compte, et cette méthode pourrait l'élire"
       "choisissez une autre lecture de `write_in` : passed over, ou counts as empty"
    "L032" OnlyInWholePapers { word: String, key: String, wanted: String }
    en "`{word}` goes only with `{key} = \"{wanted}\"`"
       "papers are drawn and pass on one by one, each worth one vote; another way would count them otherwise"
       "write `{key} = \"{wanted}\"`, or choose another word"
    fr "`{word}` ne va qu'avec `{key} = \"{wanted}\"`"
       "les bulletins sont tirés et passent un à un, chacun valant une voix ; une autre voie les compterait autrement"
       "écrivez `{key} = \"{wanted}\"`, ou choisissez un autre mot"
    "L031" NoDecimals { word: String }
    en "`quota_rounding = \"{word}\"` rounds to decimals, and `decimals` keeps none"
       "values that are kept exact have no last decimal to go up to"
       "say how many `decimals` are kept, or round the quota in another way"
    fr "`quota_rounding = \"{word}\"` arrondit à des décimales, et `decimals` n'en garde pas"
       "des valeurs exactes n'ont pas de dernière décimale à relever"
       "dites combien de `decimals` sont gardées, ou arrondissez le quota autrement"
    "L027" SameTwice { what: String, name: String }
    en "{what} `{name}` stands here twice"
       "it would not be clear which one is meant"
       "remove one, or give it another name"
    fr "{what} `{name}` figure deux fois ici"
       "on ne saurait pas lequel est visé"
       "retirez-en un, ou donnez-lui un autre nom"
    // --- tallies and tables --------------------------------------------------------------------
    "T001" NotText { encoding: String, byte: String }
    en "byte {byte} is not {encoding}"
       "a letter read wrongly could make two parties of one"
       "save the file as UTF-8, or name its encoding with --encoding windows-1252"
    fr "l'octet {byte} n'est pas de l'{encoding}"
       "une lettre mal lue pourrait faire deux partis d'un seul"
       "enregistrez le fichier en UTF-8, ou nommez son codage par --encoding windows-1252"
    "T002" ColumnMissing { column: String, near: Near }
    en "the column `{column}` is missing"
       "without it nothing can be counted"
       "add it; the header has {near}"
    fr "la colonne `{column}` manque"
       "sans elle, rien ne peut être compté"
       "ajoutez-la ; l'en-tête contient {near}"
    "T003" ColumnUnknown { column: String, near: Near }
    en "the column `{column}` is not known"
       "a misspelt column would silently lose its figures"
       "rename it to {near}, or remove it"
    fr "la colonne `{column}` est inconnue"
       "une colonne mal nommée perdrait ses chiffres en silence"
       "renommez-la en {near}, ou retirez-la"
    "T004" NotWhole { column: String, text: String }
    en "`{text}` in `{column}` is not a whole number"
       "votes and seats are whole and never negative"
       "write digits only, without signs, commas or points"
    fr "`{text}` dans `{column}` n'est pas un nombre entier"
       "voix et sièges sont entiers, jamais négatifs"
       "n'écrivez que des chiffres, sans signe, virgule ni point"
    "T005" TooGreat { column: String, text: String }
    en "{text} in `{column}` is more than can be"
       "it is beyond any electorate"
       "check the figure"
    fr "{text} dans `{column}` dépasse le possible"
       "aucun corps électoral n'est aussi grand"
       "vérifiez le chiffre"
    "T006" SameCodeTwice { column: String, code: String, first: u64 }
    en "`{code}` stands in `{column}` again: it was already on line {first}"
       "counted twice, its votes would weigh double"
       "remove one of the lines, or give the second its own code"
    fr "`{code}` revient dans `{column}` : il est déjà ligne {first}"
       "compté deux fois, ses voix pèseraient double"
       "retirez une des lignes, ou donnez à la seconde son propre code"
    "T007" Disagrees { column: String, contest: String, first: String, second: String }
    en "`{column}` of {contest} is {second} here, but {first} above"
       "a contest has one figure for it"
       "make the lines agree, or leave it empty after the first"
    fr "`{column}` de {contest} vaut {second} ici, mais {first} plus haut"
       "un scrutin n'a qu'un chiffre pour cela"
       "accordez les lignes, ou laissez vide après la première"
    "T008" TooFewFields { found: usize, wanted: usize }
    en "this line has {found} fields, the header has {wanted}"
       "its figures would slip into the wrong columns"
       "complete the line; a stray separator or a line break inside a name is the usual cause"
    fr "cette ligne a {found} champs, l'en-tête en a {wanted}"
       "ses chiffres glisseraient dans d'autres colonnes"
       "complétez la ligne ; un séparateur égaré ou un saut de ligne dans un nom en est la cause habituelle"
    "T009" Empty { column: String }
    en "`{column}` is empty here"
       "\"not known\" is not zero"
       "write the figure, 0 if it is none"
    fr "`{column}` est vide ici"
       "« inconnu » n'est pas zéro"
       "écrivez le chiffre, 0 s'il est nul"
    "T010" TotalRow { text: String }
    en "`{text}` looks like a row of totals among the data"
       "counted as a list or as ballots, it would decide the election"
       "remove the row"
    fr "`{text}` ressemble à une ligne de totaux parmi les données"
       "comptée comme une liste ou des bulletins, elle déciderait de l'élection"
       "retirez la ligne"
    "T011" NoRows {}
    en "the table has no rows"
       "there is nothing to count"
       "check that the right file was given"
    fr "la table n'a pas de lignes"
       "il n'y a rien à compter"
       "vérifiez que c'est le bon fichier"
    "T012" UnknownFormat {}
    en "the header is of no known form"
       "the columns tell how a table is read, as totals or as ballots; none of the known forms has these"
       "give totals the columns `contest,name,votes`; give ranked ballots `rank 1,rank 2,…`, a name in each cell; give approvals or scores `count,Ann,Ben`, a column for each candidate; files of makers (BLT, PrefLib, CDF, Dominion, Hart, ES&S, Clear Ballot, eCH-0252) are read with the headers they have"
    fr "l'en-tête n'est d'aucune forme connue"
       "les colonnes disent comment lire une table, totaux ou bulletins ; aucune forme connue n'a celles-ci"
       "donnez à des totaux les colonnes `contest,name,votes` ; à des bulletins classés `rank 1,rank 2,…`, un nom dans chaque case ; à des approbations ou des notes `count,Ann,Ben`, une colonne par candidat ; les fichiers des fabricants (BLT, PrefLib, CDF, Dominion, Hart, ES&S, Clear Ballot, eCH-0252) se lisent avec leurs propres en-têtes"
    "T085" PartOfExport {}
    en "this file is part of an export: a manifest, or its `CvrExport*.json`"
       "records and manifests explain each other; none can be counted alone"
       "give the folder of the export in place of the file"
    fr "ce fichier fait partie d'un export : un manifeste, ou son `CvrExport*.json`"
       "les relevés et les manifestes s'expliquent les uns les autres ; aucun ne se compte seul"
       "donnez le dossier de l'export à la place du fichier"
    "T013" MoreVotesThanExpressed { contest: String, votes: String, expressed: String }
    en "in {contest} the candidates have {votes} votes, but only {expressed} ballots express a choice"
       "with one vote on a ballot this cannot be"
       "check both figures against the official minutes"
    fr "dans {contest}, les candidats ont {votes} voix, mais {expressed} bulletins seulement sont exprimés"
       "avec une voix par bulletin, c'est impossible"
       "vérifiez les deux chiffres sur le procès-verbal"
    "T014" PartsDisagree { contest: String, parts: String, whole: String, part_sum: String, whole_sum: String }
    en "in {contest} {parts} make {part_sum}, but {whole} is {whole_sum}"
       "a count from figures that disagree cannot be checked by anyone"
       "check them against the official minutes"
    fr "dans {contest}, {parts} font {part_sum}, mais {whole} vaut {whole_sum}"
       "un compte tiré de chiffres qui se contredisent ne peut être vérifié par personne"
       "vérifiez-les sur le procès-verbal"
    "T015" NotADay { column: String, text: String }
    en "`{text}` in `{column}` is not a day"
       "a day is written year-month-day"
       "write it like 1950-11-16"
    fr "`{text}` dans `{column}` n'est pas un jour"
       "un jour s'écrit année-mois-jour"
       "écrivez par exemple 1950-11-16"
    "T016" ColumnTwice { column: String }
    en "the column `{column}` stands in the header twice"
       "it would not be clear which figure counts"
       "remove one"
    fr "la colonne `{column}` figure deux fois dans l'en-tête"
       "on ne saurait pas quel chiffre compte"
       "retirez-en une"
    "T017" NoSuchContest { contest: String, near: Near }
    en "there is no contest `{contest}`"
       "the row belongs to nothing that is counted"
       "write {near}"
    fr "il n'y a pas de scrutin `{contest}`"
       "la ligne ne se rattache à rien de ce qui est compté"
       "écrivez {near}"
    "T018" NoSuchList { list: String, contest: String, near: Near }
    en "nobody called `{list}` stands in {contest}"
       "the row belongs to nobody who is counted"
       "write {near}"
    fr "personne du nom de `{list}` ne se présente dans {contest}"
       "la ligne ne se rattache à personne de compté"
       "écrivez {near}"
    "T019" DividedWrongly { found: String }
    en "the columns are divided by {found}"
       "the whole line would be read as one column"
       "divide them by `,`, `;` or a tab"
    fr "les colonnes sont séparées par {found}"
       "la ligne entière se lirait comme une seule colonne"
       "séparez-les par `,`, `;` ou une tabulation"
    "T020" SumOfSections { contest: String }
    en "{contest} is the sum of its sections, which stand in rows of their own"
       "each section fills its own seats; counted as one, other lists would win them"
       "leave the row out, or leave the sections out if the law knows none"
    fr "{contest} est la somme de ses sections, qui ont leurs propres lignes"
       "chaque section pourvoit ses propres sièges ; comptées ensemble, d'autres listes les gagneraient"
       "retirez cette ligne, ou les sections si la loi n'en connaît pas"
    "T021" NameEmpty { column: String }
    en "`{column}` is empty here"
       "votes that belong to nobody can seat nobody"
       "write the name of the candidate or list"
    fr "`{column}` est vide ici"
       "des voix qui n'appartiennent à personne ne donnent de siège à personne"
       "écrivez le nom du candidat ou de la liste"
    "T022" NotARound { text: String }
    en "`{text}` is not the number of a round"
       "rounds are counted from 1; no law at hand has more than 9"
       "write 1 for the first round, 2 for the second"
    fr "`{text}` n'est pas le numéro d'un tour"
       "les tours se comptent à partir de 1 ; aucune loi connue n'en a plus de 9"
       "écrivez 1 pour le premier tour, 2 pour le second"
    "T023" NotXml { why: String }
    en "the file is not well-formed XML: {why}"
       "what stands after the fault would be lost"
       "fetch the file again from where it was published"
    fr "le fichier n'est pas du XML bien formé : {why}"
       "ce qui suit la faute serait perdu"
       "téléchargez à nouveau le fichier là où il est publié"
    "T024" ElementMissing { element: String, within: String }
    en "`<{within}>` has no `<{element}>`"
       "\"not known\" is not zero"
       "fetch the file again, or ask its sender"
    fr "`<{within}>` n'a pas de `<{element}>`"
       "« inconnu » n'est pas zéro"
       "téléchargez à nouveau le fichier, ou demandez à son expéditeur"
    "T025" NoResults { contest: String }
    en "the files say who stands in {contest}, but not how people voted"
       "the results of such a delivery often stand in a second file"
       "give both files: suffrage count --law … information.xml results.xml"
    fr "les fichiers disent qui se présente dans {contest}, mais non comment on a voté"
       "les résultats d'un tel envoi sont souvent dans un second fichier"
       "donnez les deux fichiers : suffrage count --law … information.xml results.xml"
    "T026" NotAllCounted { contest: String, open: u32, units: u32 }
    en "in {contest}, {open} of {units} places are not counted yet"
       "seats from part of the votes are not the result"
       "wait for the last place, and read these seats as an interim state"
    fr "dans {contest}, {open} lieux sur {units} ne sont pas encore dépouillés"
       "des sièges tirés d'une partie des voix ne sont pas le résultat"
       "attendez le dernier lieu, et lisez ces sièges comme un état provisoire"
    "T027" NoInformation { contest: String }
    en "these are results of `{contest}`, and no file says who stands in it"
       "without the lists and their connections, votes are only numbers"
       "give the information file too: suffrage count --law … information.xml results.xml"
    fr "ce sont des résultats de `{contest}`, et aucun fichier ne dit qui s'y présente"
       "sans les listes et leurs apparentements, les voix ne sont que des nombres"
       "donnez aussi le fichier d'information : suffrage count --law … information.xml results.xml"
    "T028" Doctype {}
    en "the file declares a document type"
       "its entities could change or multiply what is read; no electoral authority sends any"
       "remove the <!DOCTYPE …>, or fetch the file again from where it was published"
    fr "le fichier déclare un type de document"
       "ses entités pourraient changer ou multiplier ce qui est lu ; aucune autorité électorale n'en envoie"
       "retirez le <!DOCTYPE …>, ou téléchargez à nouveau le fichier là où il est publié"
    "T029" ControlInText { column: String }
    en "`{column}` holds a line break or another control character"
       "a quote that is opened and never closed swallows the rows after it, and their votes"
       "close the quote, or write the text on one line"
    fr "`{column}` contient un saut de ligne ou un autre caractère de commande"
       "un guillemet ouvert et jamais fermé avale les lignes suivantes, et leurs voix"
       "fermez le guillemet, ou écrivez le texte sur une seule ligne"
    "T030" RoundsInTable { round: u8 }
    en "this file is one of several, and holds figures of round {round} of its own"
       "of several files each is one round, in the order given; which figures count would not be clear"
       "give one file with all rounds, or one file for each round"
    fr "ce fichier est l'un de plusieurs, et porte lui-même des chiffres du tour {round}"
       "de plusieurs fichiers, chacun est un tour, dans l'ordre donné ; on ne saurait pas quels chiffres comptent"
       "donnez un fichier avec tous les tours, ou un fichier par tour"
    "T031" NotAMerger { from: String, into: String }
    en "`{from}` cannot have joined `{into}` here"
       "a list joins another once, after standing in the round before and without standing in this one"
       "correct `from`, or remove it"
    fr "`{from}` n'a pas pu rejoindre `{into}` ici"
       "une liste en rejoint une autre une fois, après s'être présentée au tour d'avant et sans se présenter à celui-ci"
       "corrigez `from`, ou retirez-le"
    "T032" ContestNotNamed {}
    en "`contest` is empty here, and other rows name one"
       "the row would be counted as a contest of its own"
       "write the code of the contest on every row"
    fr "`contest` est vide ici, et d'autres lignes en nomment un"
       "la ligne serait comptée comme un scrutin à part"
       "écrivez le code du scrutin sur chaque ligne"
    "T033" BallotHeader {}
    en "the file does not begin with two numbers: candidates and seats"
       "without them the ballots cannot be read"
       "begin it like `5 2`: five candidates, two seats"
    fr "le fichier ne commence pas par deux nombres : candidats et sièges"
       "sans eux les bulletins ne peuvent être lus"
       "commencez par exemple par `5 2` : cinq candidats, deux sièges"
    "T034" BallotEnd {}
    en "a ballot is begun here and not ended"
       "what follows would be read as more of it, or be lost"
       "end each ballot as the form asks for, and the list of ballots too"
    fr "un bulletin est commencé ici et n'est pas fini"
       "la suite serait lue avec lui, ou perdue"
       "terminez chaque bulletin comme la forme l'exige, et la liste des bulletins aussi"
    "T035" NoSuchCandidate { text: String, candidates: usize }
    en "`{text}` is no candidate: there are {candidates}"
       "the preference would be lost"
       "correct the number, or the number of candidates"
    fr "`{text}` n'est pas un candidat : il y en a {candidates}"
       "la préférence serait perdue"
       "corrigez le numéro, ou le nombre de candidats"
    "T036" NamesMissing { found: usize, wanted: usize }
    en "the file names {found} candidates, and there are {wanted}"
       "it would not be clear who is elected"
       "name every candidate once, in order"
    fr "le fichier nomme {found} candidats, et il y en a {wanted}"
       "on ne saurait pas qui est élu"
       "nommez chaque candidat une fois, dans l'ordre"
    "T037" TooManyBallots {}
    en "there are more ballots here, or more marks on one, than can be counted"
       "a number beyond any electorate, or a ballot of 65,535 marks, is a slip"
       "check the numbers of ballots, and the ballot for a missing end"
    fr "il y a ici plus de bulletins, ou plus de marques sur l'un d'eux, qu'on ne peut compter"
       "un nombre au-delà de tout électorat, ou un bulletin de 65 535 marques, est une erreur de saisie"
       "vérifiez les nombres de bulletins, et si la fin d'un bulletin ne manque pas"
    "T038" NotAReport { why: String }
    en "this is not a report of cast vote records: {why}"
       "what stands after the fault would be lost"
       "export it again"
    fr "ce n'est pas un relevé de bulletins : {why}"
       "ce qui suit la faute serait perdu"
       "exportez-le à nouveau"
    "T039" NoContests {}
    en "the file names no contest"
       "there is nothing to count"
       "check that the right file was given, and that it was exported with its contests"
    fr "le fichier ne nomme aucun scrutin"
       "il n'y a rien à compter"
       "vérifiez que c'est le bon fichier, et qu'il a été exporté avec ses scrutins"
    "T040" NoSuchGroup { text: String, groups: usize }
    en "`{text}` is no group of candidates: there are {groups}"
       "a vote above the line stands for the candidates of its groups; these would be lost"
       "correct the group, or the list of groups"
    fr "`{text}` n'est pas un groupe de candidats : il y en a {groups}"
       "un vote au-dessus de la ligne vaut pour les candidats de ses groupes ; ils seraient perdus"
       "corrigez le groupe, ou la liste des groupes"
    "T041" NoSquareAbove { group: String }
    en "the group `{group}` has no square above the line, and this vote marks it there"
       "which candidates the vote stands for would be a guess"
       "correct the group, or say that it may be voted for above the line"
    fr "le groupe `{group}` n'a pas de case au-dessus de la ligne, et ce vote l'y marque"
       "on ne pourrait que deviner pour quels candidats il vaut"
       "corrigez le groupe, ou dites qu'on peut voter pour lui au-dessus de la ligne"
    "T042" BallotTwice { ballot: String, first: String }
    en "ballot `{ballot}` stands here again: it was already in {first}"
       "a ballot counts once"
       "remove one of the two, or export the ballots again"
    fr "le bulletin `{ballot}` revient ici : il est déjà dans {first}"
       "un bulletin compte une fois"
       "retirez l'un des deux, ou exportez à nouveau les bulletins"
    "T043" RankColumnMissing { name: String, rank: u16, contest: String }
    en "`{name}` has no column for rank {rank} in {contest}"
       "whoever ranked this candidate so would not be heard; often a name is spelt in two ways"
       "give every candidate one column for each rank, under one name"
    fr "`{name}` n'a pas de colonne pour le rang {rank} dans {contest}"
       "qui a classé ainsi ce candidat ne serait pas entendu ; souvent un nom est écrit de deux façons"
       "donnez à chaque candidat une colonne par rang, sous un seul nom"
    "T044" RanksOrScores {}
    en "the cells of this table could be ranks or scores, and nothing says which"
       "1 is the best rank and a poor score: read wrongly, the last would be first"
       "if it holds ballots, say it with --cells ranks or --cells scores; in an election.toml, `cells = \"ranks\"`"
    fr "les cases de cette table peuvent être des rangs ou des notes, et rien ne le dit"
       "1 est le meilleur rang et une mauvaise note : mal lus, les derniers seraient les premiers"
       "si elle porte des bulletins, dites-le par --cells ranks ou --cells scores ; dans un election.toml, `cells = \"ranks\"`"
    "T045" NotAMark { column: String, text: String }
    en "`{text}` in `{column}` is not a mark"
       "a cell is 1 for a mark and 0 for none; anything else would be a guess"
       "write 1 or 0, or leave the whole contest empty if the ballot does not hold it"
    fr "`{text}` dans `{column}` n'est pas une marque"
       "une case vaut 1 pour une marque et 0 sinon ; toute autre lecture serait devinée"
       "écrivez 1 ou 0, ou laissez vide tout le scrutin si le bulletin ne le porte pas"
    "T046" PartOfContest { contest: String }
    en "on this ballot some cells of {contest} are empty and others are not"
       "a ballot holds a contest whole or not at all: empty is not 0"
       "write 0 where there is no mark, or leave every cell of the contest empty"
    fr "sur ce bulletin, des cases de {contest} sont vides et d'autres non"
       "un bulletin porte un scrutin entier ou pas du tout : vide n'est pas 0"
       "écrivez 0 où il n'y a pas de marque, ou laissez vides toutes les cases du scrutin"
    "T047" VotesUnsaid { text: String, form: String }
    en "`{text}` does not say how many may be chosen"
       "without it nobody can tell whether several marks are one vote too many"
       "write it like `{form}`"
    fr "`{text}` ne dit pas combien on peut en choisir"
       "sans cela, nul ne sait si plusieurs marques font un vote de trop"
       "écrivez par exemple `{form}`"
    "T048" NotARank { column: String, text: String }
    en "`{text}` in `{column}` is not a rank"
       "ranks are 1, 2, 3 and so on; an empty cell is a candidate who was not ranked"
       "correct it, or leave the cell empty"
    fr "`{text}` dans `{column}` n'est pas un rang"
       "les rangs sont 1, 2, 3 et ainsi de suite ; une case vide est un candidat non classé"
       "corrigez-le, ou laissez la case vide"
    "T049" NotRankBits { name: String, text: String }
    en "`{text}` does not say which ranks `{name}` was given"
       "it must have a 1 or a 0 for each rank of the paper, as many as the contest has elsewhere"
       "export the ballots again, or ask their sender"
    fr "`{text}` ne dit pas quels rangs `{name}` a reçus"
       "il faut un 1 ou un 0 pour chaque rang du bulletin, autant que le scrutin en a ailleurs"
       "exportez à nouveau les bulletins, ou demandez à leur expéditeur"
    "T050" RowsAgainstTotal { total: String, rows: u64 }
    en "the file says that it holds {total} ballots, and it holds {rows}"
       "ballots were lost or added on the way"
       "export the file again, or compare it with the minutes"
    fr "le fichier dit porter {total} bulletins, et il en porte {rows}"
       "des bulletins ont été perdus ou ajoutés en chemin"
       "exportez à nouveau le fichier, ou comparez-le au procès-verbal"
    "T051" LikeRanks {}
    en "every ballot gives 1, 2, 3 … once each, as ranks do; they are read as scores, the highest best"
       "if they are ranks, the last would be first"
       "if they are ranks, count again with --cells ranks"
    fr "chaque bulletin donne 1, 2, 3 … une fois chacun, comme des rangs ; ils sont lus comme des notes, la plus haute étant la meilleure"
       "si ce sont des rangs, les derniers seraient les premiers"
       "si ce sont des rangs, comptez à nouveau avec --cells ranks"
    "T052" NotOfThisExport { wanted: String }
    en "this file has not the form of the others: {wanted}"
       "the files of an export belong together; one that is left out would lose its ballots"
       "take it out of the folder, or count it by a command of its own"
    fr "ce fichier n'a pas la forme des autres : {wanted}"
       "les fichiers d'un export vont ensemble ; en omettre un perdrait ses bulletins"
       "retirez-le du dossier, ou comptez-le par une commande à part"
    "T053" NoTicketHere { group: String }
    en "{group} has votes for its ticket, and the file does not give the ticket"
       "such a vote stands for an order of candidates that the group had lodged"
       "add the lodged order, or take a file in which every vote names its groups"
    fr "{group} a des votes pour sa liste déposée, et le fichier ne donne pas celle-ci"
       "un tel vote vaut pour l'ordre de candidats que le groupe a déposé"
       "ajoutez l'ordre déposé, ou prenez un fichier où chaque vote nomme ses groupes"
    "T054" SectionMissing { section: String, found: String }
    en "the section `{section}` should begin here, and this is `{found}`"
       "the sections stand in a fixed order, each with the number of its lines; one that is off shifts all"
       "compare the number of lines with the lines, or export the file again"
    fr "la section `{section}` devrait commencer ici, et ceci est `{found}`"
       "les sections ont un ordre fixe, chacune avec le nombre de ses lignes ; une erreur décale tout"
       "comparez ce nombre aux lignes, ou exportez à nouveau le fichier"
    "T055" VoteUnread { why: String }
    en "this cannot be read: {why}"
       "a vote or a name that is left out could change who is elected"
       "correct it, or export the file again"
    fr "ceci est illisible : {why}"
       "un vote ou un nom omis pourrait changer qui est élu"
       "corrigez-le, ou exportez à nouveau le fichier"
    "T056" AfterTotal {}
    en "a record stands here after the line of the total"
       "what comes after the end was added later, or the total does not count it"
       "export the file again, or put the total at the end"
    fr "un bulletin figure ici après la ligne du total"
       "ce qui vient après la fin a été ajouté plus tard, ou le total ne le compte pas"
       "exportez à nouveau le fichier, ou mettez le total à la fin"
    "T057" TwiceHere { name: String }
    en "`{name}` stands here twice"
       "it would not be clear which one counts"
       "remove one, or give it a name of its own"
    fr "`{name}` figure deux fois ici"
       "on ne saurait pas lequel compte"
       "retirez-en un, ou donnez-lui un nom à lui"
    "T058" ContestsAgainstNumber { wanted: String, found: usize }
    en "the file says that it holds {wanted} contests, and it holds {found}"
       "a contest that is left out is not counted, and nobody would see it"
       "correct the number, or add the contest"
    fr "le fichier dit porter {wanted} scrutins, et il en porte {found}"
       "un scrutin omis n'est pas compté, et personne ne le verrait"
       "corrigez le nombre, ou ajoutez le scrutin"
    "T059" RankUnsaid { text: String, form: String }
    en "`{text}` does not say for which rank of the paper it stands"
       "a mark in it could be the first choice or the last"
       "write it like `{form}`, within the ranks of the contest"
    fr "`{text}` ne dit pas pour quel rang du bulletin il vaut"
       "une marque ici pourrait être le premier choix ou le dernier"
       "écrivez par exemple `{form}`, dans les rangs du scrutin"
    "T060" LinesMissing { section: String, wanted: usize, found: usize }
    en "the section `{section}` says that it has {wanted} lines, and the file ends after {found}"
       "the file was cut off, or the number is wrong"
       "correct the number, or export the file again"
    fr "la section `{section}` dit avoir {wanted} lignes, et le fichier finit après {found}"
       "le fichier a été coupé, ou le nombre est faux"
       "corrigez le nombre, ou exportez à nouveau le fichier"
    "T061" NoCandidateColumns {}
    en "no column of this table is a candidate"
       "there is nothing to count"
       "name a column after each candidate, and write into it the rank or score given"
    fr "aucune colonne de cette table n'est un candidat"
       "il n'y a rien à compter"
       "nommez une colonne d'après chaque candidat, et inscrivez-y le rang ou la note donnés"
    "T062" HeaderLines { line: String }
    en "the line that begins with `{line}` must be the fourth, and it is not"
       "the three before it name the election, the contests and the choices: without them a cell says nothing"
       "export the file again with its whole header"
    fr "la ligne qui commence par `{line}` doit être la quatrième, et ne l'est pas"
       "les trois d'avant nomment l'élection, les scrutins et les choix : sans elles une case ne dit rien"
       "exportez à nouveau le fichier avec tout son en-tête"
    "T070" TotalsAmongBallots {}
    en "this file holds totals, and it is given among files of ballots"
       "ballots are counted as they are marked; figures that others added up cannot be added to them"
       "give the ballots of this place too, or count the totals by a command of their own"
    fr "ce fichier porte des totaux, et il est donné parmi des fichiers de bulletins"
       "les bulletins se comptent tels qu'ils sont marqués ; on ne peut y ajouter des chiffres additionnés par d'autres"
       "donnez aussi les bulletins de ce lieu, ou comptez les totaux par une commande à part"
    "T071" ContestNotInFile { contest: String, near: Near }
    en "this file has no contest `{contest}`"
       "its ballots would be left out, and nobody would see it"
       "write {near}, or leave the file out"
    fr "ce fichier n'a pas de scrutin `{contest}`"
       "ses bulletins seraient omis, et personne ne le verrait"
       "écrivez {near}, ou ôtez le fichier"
    "T072" NotOneContest { first: String, second: String }
    en "this file is of `{second}`, the one before it of `{first}`"
       "several files of ballots are added together; two contests added would elect somebody in neither"
       "count each by a command of its own; if they are one contest, election.toml can say so: `contest = [\"{first}\", \"{second}\"]`"
    fr "ce fichier est de `{second}`, le précédent de `{first}`"
       "plusieurs fichiers de bulletins s'additionnent ; deux scrutins additionnés n'éliraient personne dans aucun"
       "comptez chacun par une commande à part ; s'ils sont un seul scrutin, election.toml peut le dire : `contest = [\"{first}\", \"{second}\"]`"
    "T073" MarkedOtherwise { found: String, first: String }
    en "the ballots of this file are {found}, those before it {first}"
       "one contest is marked in one way"
       "check that all files are of this contest, and say what their numbers are with --cells"
    fr "les bulletins de ce fichier sont marqués `{found}`, ceux d'avant `{first}`"
       "un scrutin se marque d'une seule façon"
       "vérifiez que tous les fichiers sont de ce scrutin, et dites par --cells ce que sont leurs nombres"
    "T074" OnlyInOneFile { name: String, near: Near }
    en "`{name}` stands in this file and in no other"
       "under another name in the others, the votes of one candidate would be those of two"
       "if it is {near}, say so: --alias \"NAME={name}\", or `aliases` in election.toml"
    fr "`{name}` figure dans ce fichier et dans aucun autre"
       "sous un autre nom dans les autres, les voix d'un candidat seraient celles de deux"
       "s'il s'agit de {near}, dites-le : --alias \"NOM={name}\", ou `aliases` dans election.toml"
    "T075" SameNameTwice { name: String, contest: String }
    en "several candidates of {contest} are called `{name}`, and the files have no common code for them"
       "the votes of one could be given to the other"
       "tell them apart by code: --alias \"NAME=CODE\", or [[candidate]] in election.toml"
    fr "plusieurs candidats de {contest} s'appellent `{name}`, et les fichiers n'ont pas de code commun pour eux"
       "les voix de l'un pourraient être données à l'autre"
       "distinguez-les par leur code : --alias \"NOM=CODE\", ou [[candidate]] dans election.toml"
    "T076" AliasUnused { alias: String, name: String, near: Near }
    en "no file names `{alias}`, which is stated as another name of {name}"
       "a misspelt alias leaves the votes where they are not meant to be"
       "write {near}, or remove it"
    fr "aucun fichier ne nomme `{alias}`, donné comme autre nom de {name}"
       "un alias mal écrit laisse les voix où elles ne devraient pas être"
       "écrivez {near}, ou retirez-le"
    "T077" AliasOfTwo { alias: String, first: String, second: String }
    en "`{alias}` is stated of {first} and of {second}"
       "votes under this name could be given to either"
       "leave it with one of them"
    fr "`{alias}` est dit de {first} et de {second}"
       "les voix sous ce nom pourraient être données à l'un ou à l'autre"
       "laissez-le à un seul"
    "T078" TwoColumnsOfOne { name: String }
    en "two candidates of this file are `{name}` by their aliases"
       "one person can be marked or scored once on a ballot"
       "correct the aliases, or bring the two columns together in the file"
    fr "deux candidats de ce fichier sont `{name}` par leurs alias"
       "une personne ne peut être marquée ou notée qu'une fois par bulletin"
       "corrigez les alias, ou réunissez les deux colonnes dans le fichier"
    "T079" RanksDiffer { first: u16, second: u16 }
    en "the papers of this file have {second} ranks, those before it {first}"
       "where a law asks how many ranks are left empty, the longer paper is taken for all"
       "check that all files are of one contest"
    fr "les bulletins de ce fichier ont {second} rangs, ceux d'avant {first}"
       "où une loi demande combien de rangs restent vides, le plus long bulletin vaut pour tous"
       "vérifiez que tous les fichiers sont d'un seul scrutin"
    "T080" BallotsAgainstCast { contest: String, wanted: String, found: String }
    en "{wanted} ballots were cast in {contest}, and the files hold {found}"
       "ballots are missing, or others (of a test, of a place given twice) lie among them"
       "compare each file with the minutes of its place; correct `cast` only if it is wrong itself"
    fr "{wanted} bulletins ont été déposés dans {contest}, et les fichiers en portent {found}"
       "il manque des bulletins, ou d'autres (d'un essai, d'un lieu donné deux fois) s'y trouvent mêlés"
       "comparez chaque fichier au procès-verbal de son lieu ; ne corrigez `cast` que s'il est faux lui-même"
    "T081" NameOfSeveral { name: String, codes: Near }
    en "several contests are called `{name}`"
       "counting one of them for another would elect the wrong person"
       "name it by its code: {codes}"
    fr "plusieurs scrutins s'appellent `{name}`"
       "compter l'un pour l'autre élirait la mauvaise personne"
       "nommez-le par son code : {codes}"
    "T082" NoSuchField { field: String, near: Near }
    en "the ballots say nothing of `{field}`"
       "they can be parted only by what the file says of each"
       "write {near}; `suffrage ballots inspect` names them all"
    fr "les bulletins ne disent rien de `{field}`"
       "on ne peut les répartir que par ce que le fichier dit de chacun"
       "écrivez {near} ; `suffrage ballots inspect` les nomme tous"
    "T083" NoFields { field: String }
    en "the ballots say nothing of `{field}`: this file has only their marks"
       "they can be parted only by what the file says of each"
       "take a file in which each ballot says where it was cast, or count without --by"
    fr "les bulletins ne disent rien de `{field}` : ce fichier n'a que leurs marques"
       "on ne peut les répartir que par ce que le fichier dit de chacun"
       "prenez un fichier où chaque bulletin dit où il a été déposé, ou comptez sans --by"
    "T063" WrongType { column: String, found: String, wanted: String }
    en "`{column}` holds `{found}`, and only {wanted} can be read there"
       "any other kind of value would have to be guessed at"
       "convert the column; whole numbers with gaps often become floats on their way through a table"
    fr "`{column}` contient des `{found}`, et seuls {wanted} peuvent y être lus"
       "toute autre sorte de valeur devrait être devinée"
       "convertissez la colonne ; des entiers avec des trous deviennent souvent des flottants en passant par une table"
    "T064" ColumnsDamaged { form: String, why: String }
    en "this {form} file is damaged: {why}"
       "the part that cannot be read may hold votes"
       "fetch it again, or write it again from its source"
    fr "ce fichier {form} est abîmé : {why}"
       "la partie illisible peut contenir des voix"
       "téléchargez-le à nouveau, ou récrivez-le depuis sa source"
    "T065" ColumnsTooFar { part: String, bytes: u64 }
    en "{part} would unfold to {bytes} bytes or more"
       "a small file can claim any size and fill the memory; this one could be made to do harm"
       "if you trust it, write it again in smaller row groups and pages, or equal ballots once with a `count`"
    fr "{part} se déploierait en {bytes} octets ou plus"
       "un petit fichier peut prétendre à toute taille et remplir la mémoire ; celui-ci pourrait être fait pour nuire"
       "si vous vous y fiez, récrivez-le en groupes de lignes et en pages plus petits, ou chaque bulletin une fois avec un `count`"
    "T066" ZeroIsACode { column: String }
    en "`{column}` holds 0, which is read as the candidate whose code is 0"
       "whole numbers in a rank are codes of candidates; an empty rank is null"
       "if 0 stands for an empty rank, write null in its place"
    fr "`{column}` contient 0, lu comme le candidat dont le code est 0"
       "des entiers dans un rang sont des codes de candidats ; un rang vide est null"
       "si 0 signifie un rang vide, écrivez null à sa place"
    "T067" FormNotRead { form: String }
    en "this is {form}, which is not read"
       "only Parquet and Arrow IPC files that are whole and open can be taken apart column by column"
       "write it again as Parquet, as an Arrow IPC file (Feather, version 2), or as CSV"
    fr "ceci est {form}, qui n'est pas lu"
       "seuls des fichiers Parquet et Arrow IPC entiers et ouverts se lisent colonne par colonne"
       "récrivez-le en Parquet, en fichier Arrow IPC (Feather, version 2) ou en CSV"
    "T068" NotBallotColumns { columns: String }
    en "the columns are of no known form of ballots: {columns}"
       "without knowing what a column says, no mark can be trusted"
       "name them `rank 1`, `rank 2`, …; or give one column with a list of ranks; or `count` and a column for each candidate; totals are read from CSV"
    fr "les colonnes n'ont aucune forme connue de bulletins : {columns}"
       "sans savoir ce que dit une colonne, on ne peut se fier à aucune marque"
       "nommez-les `rank 1`, `rank 2`, … ; ou donnez une colonne avec une liste de rangs ; ou `count` et une colonne par candidat ; les totaux se lisent en CSV"
    "T069" NotACode { column: String, text: String }
    en "`{text}` in `{column}` is not the code of a candidate"
       "codes are whole numbers from 0; what a negative one stands for, the file does not say"
       "write null for an empty rank; where ranks hold `overvote` or `write-in`, write names as text"
    fr "`{text}` dans `{column}` n'est pas le code d'un candidat"
       "les codes sont des entiers à partir de 0 ; ce que signifie un code négatif, le fichier ne le dit pas"
       "écrivez null pour un rang vide ; si des rangs portent `overvote` ou `write-in`, écrivez les noms en texte"
    // --- election folders ----------------------------------------------------------------------
    "T084" NotAnOrder { text: String }
    en "`{text}` is not an order of candidates with its number"
       "each line below the head stands for equal ballots"
       "write it like `(4,2,7) : 31`"
    fr "`{text}` n'est pas un ordre de candidats avec son nombre"
       "chaque ligne sous l'en-tête vaut pour des bulletins égaux"
       "écrivez par exemple `(4,2,7) : 31`"
    "E001" NoSuchElection { name: String, near: Near }
    en "there is no election `{name}` on board, and no folder or file of that name"
       "nothing can be counted"
       "write {near}, or give the path of a folder; `suffrage elections` lists what is on board"
    fr "il n'y a ni élection `{name}` à bord, ni dossier ou fichier de ce nom"
       "rien ne peut être compté"
       "écrivez {near}, ou donnez le chemin d'un dossier ; `suffrage elections` montre ce qui est à bord"
    "E002" FileMissing { file: String }
    en "the folder has no `{file}`"
       "an election is an election.toml and a totals.csv"
       "add it; `suffrage new` writes a folder that counts as it stands"
    fr "le dossier n'a pas de `{file}`"
       "une élection est un election.toml et un totals.csv"
       "ajoutez-le ; `suffrage new` écrit un dossier qui compte tel quel"
    "E003" Unreadable { file: String, why: String }
    en "{file} cannot be read: {why}"
       "nothing can be counted without it"
       "check the path and your right to read it"
    fr "{file} est illisible : {why}"
       "rien ne peut être compté sans lui"
       "vérifiez le chemin et votre droit de lecture"
    "E004" LawNeeded {}
    en "a table alone does not say by which law to count"
       "the same votes give other seats under another law"
       "add --law, as in --law fr/municipal; `suffrage law list` shows the laws on board"
    fr "une table seule ne dit pas selon quelle loi compter"
       "les mêmes voix donnent d'autres sièges sous une autre loi"
       "ajoutez --law, comme --law fr/municipal ; `suffrage law list` montre les lois à bord"
    "E005" DayNeeded {}
    en "the table does not say on which day people voted"
       "laws change: the wording in force on that day applies"
       "add --on, as in --on 2026-03-15"
    fr "la table ne dit pas quel jour on a voté"
       "les lois changent : c'est la rédaction en vigueur ce jour-là qui s'applique"
       "ajoutez --on, comme --on 2026-03-15"
    "E006" FolderExists { folder: String }
    en "{folder} exists already"
       "nothing is overwritten"
       "choose another name, or remove it first"
    fr "{folder} existe déjà"
       "rien n'est écrasé"
       "choisissez un autre nom, ou retirez-le d'abord"
    "E007" LotAnswersNothing { contest: String, among: String }
    en "the lot drawn between {among} in `{contest}` answers no tie"
       "a lot is checked against the very tie it answers: the same equals, as many drawn as seats are open"
       "compare it with the tie that the count names, or remove it"
    fr "le sort tiré entre {among} dans `{contest}` ne répond à aucune égalité"
       "un tirage est confronté à l'égalité même qu'il tranche : mêmes ex æquo, autant de tirés que de sièges"
       "comparez-le à l'égalité que nomme le compte, ou retirez-le"
    "E008" FactMissing { key: String, form: String }
    en "{form} needs `{key}`, and does not say it"
       "without it the election cannot be counted, or nobody could check it"
       "add a line `{key} = …`"
    fr "{form} exige `{key}`, et ne le dit pas"
       "sans cela, l'élection ne peut être comptée, ou personne ne pourrait la vérifier"
       "ajoutez une ligne `{key} = …`"
    "E009" Unwritable { file: String, why: String }
    en "{file} cannot be written: {why}"
       "part of a result is no result"
       "check the path, your right to write it and the space left"
    fr "{file} ne peut être écrit : {why}"
       "une partie de résultat n'est pas un résultat"
       "vérifiez le chemin, votre droit d'écriture et la place restante"
    "E010" OneElection { extra: String }
    en "`{extra}` is one target too many"
       "an election is counted alone; several targets are files: tables of its rounds, or ballots"
       "count it by a command of its own"
    fr "`{extra}` est de trop"
       "une élection se compte seule ; plusieurs cibles sont des fichiers : tables de ses tours, ou bulletins"
       "comptez-le par une commande à part"
    "E011" TooManyTables { most: usize }
    en "more than {most} tables are given"
       "each of several tables is one round of voting"
       "count each election by a command of its own"
    fr "plus de {most} tables sont données"
       "de plusieurs tables, chacune est un tour de scrutin"
       "comptez chaque élection par une commande à part"
    "E012" NotARecord { why: String }
    en "this is not a record: {why}"
       "a record that cannot be read whole proves nothing"
       "write it again: suffrage count … --json --out record.json"
    fr "ce n'est pas un procès-verbal : {why}"
       "un procès-verbal qui ne se lit pas en entier ne prouve rien"
       "écrivez-le à nouveau : suffrage count … --json --out record.json"
    "E013" RecordOfAnother { what: String, record: String, election: String }
    en "the record says {what} `{record}`, the election `{election}`"
       "the same votes give other seats under another law or wording"
       "replay it against the election it was made from"
    fr "le procès-verbal dit {what} `{record}`, l'élection `{election}`"
       "les mêmes voix donnent d'autres sièges sous une autre loi ou rédaction"
       "confrontez-le à l'élection dont il est tiré"
    "E014" RecordsMissing { contest: String, found: usize }
    en "there are {found} records of contest `{contest}`, and there must be one"
       "what the records leave out, nobody has checked"
       "write them again: suffrage count … --json --out record.json"
    fr "il y a {found} procès-verbaux du scrutin `{contest}`, et il en faut un"
       "ce que les procès-verbaux omettent, personne ne l'a vérifié"
       "écrivez-les à nouveau : suffrage count … --json --out record.json"
    "E015" UnfoldsTooFar { file: String }
    en "{file} would unfold to more than can be read"
       "an archive of ballots has one part for each and some kilobytes in it; this one could be made to do harm"
       "unfold it yourself, look at it, and give the folder"
    fr "{file} se déploierait au-delà de ce qui peut être lu"
       "une archive de bulletins a une partie pour chacun et quelques kilo-octets dedans ; celle-ci pourrait être faite pour nuire"
       "déployez-la vous-même, regardez-la, et donnez le dossier"
    "E020" AliasForm { text: String }
    en "`{text}` does not say who has another name"
       "an alias is a candidate and the name in the files, with `=` between them"
       "write it like --alias \"Jane Doe=DOE, JANE\""
    fr "`{text}` ne dit pas qui a un autre nom"
       "un alias est un candidat et le nom qu'il a dans les fichiers, joints par `=`"
       "écrivez par exemple --alias \"Jane Doe=DOE, JANE\""
    "E021" CastOfSeveral { contests: usize }
    en "the number of ballots is stated, and the files hold {contests} contests"
       "it would not be clear of which it is the number"
       "name the contest with --contest"
    fr "le nombre de bulletins est donné, et les fichiers portent {contests} scrutins"
       "on ne saurait pas duquel c'est le nombre"
       "nommez le scrutin par --contest"
    "E022" FileTwice { file: String }
    en "{file} is given twice"
       "its ballots would count twice"
       "name it once"
    fr "{file} est donné deux fois"
       "ses bulletins compteraient double"
       "nommez-le une fois"
    "E023" AliasOfTotals {}
    en "these files hold totals; aliases and a number of ballots are for files of ballots"
       "they would change nothing, and would seem to"
       "leave --alias, --cast and [[candidate]] out, or give files of ballots"
    fr "ces fichiers portent des totaux ; les alias et le nombre de bulletins valent pour des fichiers de bulletins"
       "ils ne changeraient rien, et en auraient l'air"
       "ôtez --alias, --cast et [[candidate]], ou donnez des fichiers de bulletins"
    "E024" NoBallotsInFolder { folder: String }
    en "{folder} is a folder in which there is neither an election nor an export of ballots"
       "nothing can be counted"
       "an election has an election.toml; name the files of ballots one by one, or list them there: `ballots = [\"a.csv\", \"b.csv\"]`"
    fr "{folder} est un dossier où il n'y a ni élection ni export de bulletins"
       "rien ne peut être compté"
       "une élection a un election.toml ; nommez les fichiers de bulletins un à un, ou listez-les là : `ballots = [\"a.csv\", \"b.csv\"]`"
    "E016" ColumnsNotBuilt { file: String, form: String }
    en "{file} is {form}, and this build of suffrage does not read it"
       "reading Parquet and Arrow files needs parts that take minutes to build, so they are left out unless asked for"
       "build with them: cargo run --release --features columns -- …; or convert the file to CSV"
    fr "{file} est {form}, et cette version de suffrage ne le lit pas"
       "lire Parquet et Arrow demande des parties longues à compiler ; elles ne sont là que sur demande"
       "compilez avec elles : cargo run --release --features columns -- … ; ou convertissez le fichier en CSV"
    "E017" ColumnsAmongText { file: String, form: String }
    en "{file} is {form}, and it is one of several files or stands where text is wanted"
       "such a file is read alone: it holds one contest of ballots"
       "give it alone, or convert it to CSV"
    fr "{file} est {form}, et il est l'un de plusieurs fichiers ou se trouve là où l'on attend un texte"
       "un tel fichier se lit seul : il porte un scrutin et ses bulletins"
       "donnez-le seul, ou convertissez-le en CSV"
    // --- a count that cannot be ----------------------------------------------------------------
    "E018" NothingToCompare { law: String }
    en "`{law}` has no other reading in force on that day"
       "a comparison needs a second way of counting"
       "name one: `--with LAW`, `--with LAW@DAY` or `--reading \"system.clause: reading\"`"
    fr "`{law}` n'a pas d'autre lecture en vigueur ce jour-là"
       "une comparaison demande une seconde façon de compter"
       "nommez-en une : `--with LOI`, `--with LOI@JOUR` ou `--reading \"système.clause: lecture\"`"
    "E025" ChartOfOne { all: usize, codes: Near }
    en "a chart shows one contest, and there are {all}"
       "side by side in one picture nobody could read them"
       "name one with --contest: {codes}"
    fr "un graphique montre un scrutin, et il y en a {all}"
       "côte à côte dans une image, ils seraient illisibles"
       "désignez-en un par --contest : {codes}"
    "E026" NothingToDraw { chart: String, can: String }
    en "this count has nothing that `{chart}` could show"
       "each chart shows one kind of step, and the record has none of it"
       "ask for one that it has: {can}"
    fr "ce compte n'a rien que `{chart}` puisse montrer"
       "chaque graphique montre un genre d'étape, et le compte n'en a pas de tel"
       "demandez-en un qu'il a : {can}"
    "E027" NotBuilt { file: String, feature: String }
    en "{file} asks for a part that this program was built without"
       "what it stands on makes the build longer, so it is not in every build"
       "build with it: cargo run --release --features {feature} -- …; or write .svg or .html"
    fr "{file} demande une partie sans laquelle ce programme a été compilé"
       "ce qu'elle exige allonge la compilation, aussi n'est-elle pas toujours comprise"
       "compilez avec elle : cargo run --release --features {feature} -- … ; ou écrivez en .svg ou .html"
    "E028" CannotListen { address: String, why: String }
    en "nothing can be served at {address}: {why}"
       "the address is taken, or is not of this machine"
       "name another one: --address 127.0.0.1:8081"
    fr "rien ne peut être servi à {address} : {why}"
       "l'adresse est prise, ou n'est pas de cette machine"
       "désignez-en une autre : --address 127.0.0.1:8081"

    // --- pages and requests --------------------------------------------------------------------
    "W001" NoSuchPage { path: String }
    en "there is nothing at {path}"
       "the address names no election, law or page that is at hand"
       "begin at the first page, or search there"
    fr "il n'y a rien à {path}"
       "l'adresse ne désigne aucune élection, loi ou page disponible"
       "partez de la première page, ou cherchez-y"
    "W002" BadParameter { name: String, text: String, form: String }
    en "`{name}` is `{text}`, and not {form}"
       "a value that cannot be read would change the answer unseen"
       "correct the address, or leave `{name}` out"
    fr "`{name}` vaut `{text}`, et non {form}"
       "une valeur illisible changerait la réponse sans qu'on le voie"
       "corrigez l'adresse, ou omettez `{name}`"
    "W003" TooLarge { most: String }
    en "what was sent is larger than {most}"
       "this server counts in memory and keeps nothing"
       "count it with the program itself: suffrage count …"
    fr "l'envoi dépasse {most}"
       "ce serveur compte en mémoire et ne garde rien"
       "comptez-le avec le programme lui-même : suffrage count …"
    "W004" NotAForm { why: String }
    en "the form could not be read: {why}"
       "part of a file is no file"
       "send it again from the page, whole"
    fr "le formulaire est illisible : {why}"
       "une partie de fichier n'est pas un fichier"
       "renvoyez-le depuis la page, en entier"
    "W005" NothingSent {}
    en "no file was sent"
       "there is nothing to count"
       "choose a file, or put its text into the field"
    fr "aucun fichier n'a été envoyé"
       "il n'y a rien à compter"
       "choisissez un fichier, ou mettez son texte dans le champ"
    "W006" TooManySeats { contest: String, seats: u64, most: u32 }
    en "{contest} would have {seats} seats, and this server divides at most {most}"
       "each seat is a step, and others wait for their turn"
       "count it with the program itself: suffrage count …"
    fr "{contest} aurait {seats} sièges, et ce serveur en répartit au plus {most}"
       "chaque siège est une étape, et d'autres attendent leur tour"
       "comptez-le avec le programme lui-même : suffrage count …"
    "W007" Busy {}
    en "the server is counting for others"
       "only so many counts run at once"
       "try again in a minute"
    fr "le serveur compte pour d'autres"
       "un nombre limité de comptes avance à la fois"
       "réessayez dans une minute"
    "W008" WrongMethod { path: String, method: String }
    en "{path} does not answer to {method}"
       "what is read is asked for by GET; what is counted is sent by POST"
       "see the reference of the API"
    fr "{path} ne répond pas à {method}"
       "ce qui se lit se demande par GET ; ce qui se compte s'envoie par POST"
       "voyez la référence de l'API"
    "C001" NoSuchLaw { law: String, near: Near }
    en "there is no law `{law}` on board"
       "nothing can be counted without a law"
       "write {near}; `suffrage law list` shows them all"
    fr "il n'y a pas de loi `{law}` à bord"
       "rien ne peut être compté sans loi"
       "écrivez {near} ; `suffrage law list` les montre toutes"
    "C002" OutsideCodedPeriod { law: String, day: Date, period: String }
    en "`{law}` is coded for {period}, not for {day}"
       "another wording may have been in force on that day"
       "check the date; to count by the wording of another day, say so with --on"
    fr "`{law}` est codée pour {period}, non pour le {day}"
       "une autre rédaction pouvait être en vigueur ce jour-là"
       "vérifiez la date ; pour compter selon la rédaction d'un autre jour, dites-le par --on"
    "C003" NoSuchSystem { law: String, system: String, near: Near }
    en "`{law}` knows no system `{system}`"
       "the steps to follow are unknown"
       "write {near} after the colon"
    fr "`{law}` ne connaît pas de système `{system}`"
       "les étapes à suivre sont inconnues"
       "écrivez {near} après les deux-points"
    "C004" MissingFact { contest: String, fact: String }
    en "the law asks for `{fact}` in {contest}, and the files do not give it"
       "the figure decides; guessing it would decide in its place"
       "add it to the files, with its source"
    fr "la loi demande `{fact}` dans {contest}, et les fichiers ne le donnent pas"
       "ce chiffre décide ; le deviner serait décider à sa place"
       "ajoutez-le aux fichiers, avec sa source"
    "C005" SeatsAgainstLaw { contest: String, stated: u32, seats: u32, cite: String }
    en "{contest} has {stated} seats in the file, but {seats} by {cite}"
       "one of the two is wrong, and it changes who is elected"
       "correct the file, or leave the number out: the law then gives it"
    fr "{contest} a {stated} sièges dans le fichier, mais {seats} selon {cite}"
       "l'un des deux est faux, et cela change qui est élu"
       "corrigez le fichier, ou omettez le nombre : la loi le donne alors"
    "C006" RoundTooMany { contest: String, round: u8 }
    en "{contest} has figures of round {round}, but every seat was filled before it"
       "by this law no such round can have been held"
       "check the figures of the round before, and the law"
    fr "{contest} a des chiffres du tour {round}, mais tous les sièges étaient pourvus avant"
       "selon cette loi, un tel tour n'a pas pu avoir lieu"
       "vérifiez les chiffres du tour précédent, et la loi"
    "C007" MayNotStand { contest: String, code: String, round: u8, cite: String }
    en "{code} stands in round {round} of {contest}, and may not by {cite}"
       "votes for somebody who may not stand cannot be counted"
       "check the votes of the round before, mergers and names"
    fr "{code} se présente au tour {round} de {contest}, et ne le peut pas selon {cite}"
       "les voix données à qui ne peut se présenter ne se comptent pas"
       "vérifiez les voix du tour précédent, les fusions et les noms"
    "C008" OneRoundOnly { contest: String, rounds: usize }
    en "this law knows one round, and {contest} has {rounds}"
       "it would not be clear whose votes divide the seats"
       "leave only the round that is counted"
    fr "cette loi connaît un seul tour, et {contest} en a {rounds}"
       "on ne saurait pas quelles voix répartissent les sièges"
       "ne laissez que le tour à compter"
    "C009" QuotaTooSmall { contest: String, seats: u32, all: u64 }
    en "whole quotas give {all} seats in {contest}, and there are {seats}"
       "the law must then say from whom the surplus is taken, and this one does not"
       "check the quota of the law"
    fr "les quotients entiers donnent {all} sièges dans {contest}, et il y en a {seats}"
       "la loi doit dire alors à qui retirer le surplus, et celle-ci ne le dit pas"
       "vérifiez le quotient de la loi"
    "C010" NoSuchAnswer { contest: String, answer: String }
    en "the law asks how many answered `{answer}` in {contest}, and nobody is called so"
       "the question cannot be decided"
       "give the answers the codes of the law"
    fr "la loi demande combien ont répondu `{answer}` dans {contest}, et rien ne porte ce nom"
       "la question ne peut être tranchée"
       "donnez aux réponses les codes de la loi"
    "C012" NothingToFill { contest: String }
    en "{contest} has no seats to fill"
       "a count that fills nothing elects nobody, and would look settled"
       "write how many seats there are"
    fr "{contest} n'a pas de siège à pourvoir"
       "un compte qui ne pourvoit rien n'élit personne, et semblerait acquis"
       "écrivez combien de sièges il y a"
    "C013" RoundUnknown { contest: String, round: u8 }
    en "{contest} has figures of round {round}, and the count does not reach it"
       "the law knows no such round, or the round before it is missing"
       "check the numbers of the rounds"
    fr "{contest} a des chiffres du tour {round}, et le compte n'y parvient pas"
       "la loi ne connaît pas ce tour, ou le tour précédent manque"
       "vérifiez les numéros des tours"
    "C014" NothingInForce { law: String, day: Date }
    en "`{law}` says nothing that fills a seat or answers a question on {day}"
       "a count by it would be empty, and would look settled"
       "check the periods of force of its clauses"
    fr "`{law}` ne dit rien qui pourvoie un siège ou réponde à une question au {day}"
       "un compte selon elle serait vide, et semblerait acquis"
       "vérifiez les périodes de vigueur de ses clauses"
    "C015" TooManyToOrder { contest: String, most: usize }
    en "{contest} has more than {most} candidates, too many to weigh every order of them"
       "only the best of all orders is the result; a good one is not"
       "count it by another method, or by a law that takes candidates out first"
    fr "{contest} a plus de {most} candidats, trop pour en peser tous les ordres"
       "seul le meilleur de tous les ordres est le résultat ; un bon ne l'est pas"
       "comptez par une autre méthode, ou par une loi qui retire d'abord des candidats"
    "C016" TooManyCommittees { contest: String, most: usize }
    en "{contest} has more than {most} committees to weigh"
       "only the best of all committees is the result; a good one is not"
       "count it by a way that seats one after another"
    fr "{contest} a plus de {most} comités à peser"
       "seul le meilleur de tous les comités est le résultat ; un bon ne l'est pas"
       "comptez par une voie qui pourvoit siège après siège"
    "C017" NotACommittee { contest: String, drawn: String }
    en "{drawn} are not one of the committees that win in {contest}"
       "a lot parts committees that are equally good, it cannot make another"
       "draw between the committees that the count names"
    fr "{drawn} ne forment pas un des comités gagnants de {contest}"
       "le sort départage des comités également bons, il ne peut en former un autre"
       "tirez au sort entre les comités que nomme le compte"
    "C018" OneSeatOnly { contest: String, seats: u32 }
    en "this law elects one person, and {contest} has {seats} seats"
       "the count ends with whoever is elected; the other seats would stay empty unseen"
       "correct the number of seats, or count by a law for several"
    fr "cette loi élit une personne, et {contest} a {seats} sièges"
       "le compte s'arrête avec qui est élu ; les autres sièges resteraient vides sans qu'on le voie"
       "corrigez le nombre de sièges, ou comptez selon une loi à plusieurs sièges"
    "C021" NoTrail { contest: String }
    en "{contest}: no ballot passes from hand to hand in this count"
       "paths are told for instant runoffs and for quotas with surpluses"
       "leave `--paths` and `--by` out, or choose such a law"
    fr "{contest} : aucun bulletin ne change de main dans ce compte"
       "les chemins sont donnés pour le vote alternatif et pour les quotas avec excédents"
       "ôtez `--paths` et `--by`, ou choisissez une telle loi"
    "C022" NoPaperOrder { contest: String }
    en "{contest}: the order of the papers is not known"
       "this law draws every nth paper of a surplus, and these files do not tell how the papers lay"
       "give the ballots as BLT, PrefLib or a table of ranks, each paper in its order; of several files, name them in the order in which they were handled"
    fr "{contest} : l'ordre des bulletins n'est pas connu"
       "cette loi tire un bulletin sur n d'un excédent, et ces fichiers ne disent pas comment les bulletins étaient rangés"
       "donnez les bulletins en BLT, en PrefLib ou en tableau de rangs, chacun à sa place ; s'il y a plusieurs fichiers, nommez-les dans l'ordre où ils ont été traités"
    "C023" TooManyPapers { contest: String, most: String }
    en "{contest} has more than {most} papers"
       "this law draws papers by their numbers, and more are not numbered one by one"
       "check the numbers of ballots; a line may stand for too many"
    fr "{contest} a plus de {most} bulletins"
       "cette loi tire les bulletins par leur numéro, et on n'en numérote pas davantage un à un"
       "vérifiez les nombres de bulletins ; une ligne en représente peut-être trop"
    "C019" TooManyEqualWins { contest: String }
    en "the equal wins of {contest} can be locked in in more orders than can be tried"
       "another order may put somebody else first; the order of the ballot paper decides nothing"
       "count it by another method, or by a law in which fewer wins are equal"
    fr "les victoires égales de {contest} peuvent être retenues dans plus d'ordres qu'on n'en peut essayer"
       "un autre ordre peut mettre quelqu'un d'autre en tête ; celui du bulletin ne décide de rien"
       "comptez par une autre méthode, ou par une loi où moins de victoires sont égales"
    "C011" NoSuchReading { law: String, reading: String }
    en "`{law}` has no open clause that reads `{reading}`"
       "a reading is named as `system.clause: reading`"
       "`suffrage law show` lists the open readings"
    fr "`{law}` n'a pas de clause ouverte qui se lise `{reading}`"
       "une lecture se nomme `système.clause: lecture`"
       "`suffrage law show` montre les lectures ouvertes"

    // --- registers of offices ------------------------------------------------------------------
    "R001" NotAPartialDate { key: String, text: String }
    en "`{key} = {text}` is not a date of a register"
       "a date is a day, a month or a year that was"
       "write it like \"2023-09-24\", \"2019-05\", \"2014\", \"1988~\" (about), \"2014/2019\" (some day between); \"..\" is open and \"\" unknown"
    fr "`{key} = {text}` n'est pas une date de registre"
       "une date est un jour, un mois ou une année qui a été"
       "écrivez par exemple \"2023-09-24\", \"2019-05\", \"2014\", \"1988~\" (environ), \"2014/2019\" (un jour entre les deux) ; \"..\" est ouvert et \"\" inconnu"
    "R002" RightUnclear {}
    en "`right` does not say one right"
       "an office is held by one right: by election, appointment, succession, ex officio or acting"
       "write one of `elected`, `appointed`, `succeeded` (with `clause`), `ex_officio`, `acting`; leave `right` out if nobody says"
    fr "`right` ne dit pas un seul titre"
       "une charge se tient à un seul titre : élection, nomination, succession, de droit ou intérim"
       "écrivez un seul de `elected`, `appointed`, `succeeded` (avec `clause`), `ex_officio`, `acting` ; omettez `right` si personne ne le dit"
    "R003" NotTwoPersons {}
    en "an identity is said of two persons"
       "one person is always themselves, and three are three pairs"
       "write `persons = [\"one\", \"other\"]`"
    fr "une identité se dit de deux personnes"
       "une personne est toujours elle-même, et trois font trois paires"
       "écrivez `persons = [\"une\", \"autre\"]`"
    "R004" StatedAlready { kind: String, id: String }
    en "`{kind} {id}` is stated already"
       "a register never edits: a second statement of one key would leave two truths"
       "give it another id, or say with `supersedes = \"…\"` why it replaces the first"
    fr "`{kind} {id}` est déjà énoncé"
       "un registre ne se corrige pas : un second énoncé sous une clef laisserait deux vérités"
       "donnez-lui un autre id, ou dites par `supersedes = \"…\"` pourquoi il remplace le premier"
    "R005" NothingToReplace { kind: String, id: String }
    en "`{kind} {id}` replaces a statement that is not there"
       "a correction must name what it corrects"
       "check the id, or leave `supersedes` out"
    fr "`{kind} {id}` remplace un énoncé qui n'existe pas"
       "une correction doit nommer ce qu'elle corrige"
       "vérifiez l'id, ou ôtez `supersedes`"
    "R006" NotStated { id: String, kinds: String, near: Near }
    en "`{id}` is named here, and no `{kinds}` of that key is stated"
       "what a statement names must be there, or nobody can follow it"
       "state it, or write {near}"
    fr "`{id}` est nommé ici, et aucun `{kinds}` de cette clef n'est énoncé"
       "ce qu'un énoncé nomme doit exister, sinon nul ne peut le suivre"
       "énoncez-le, ou écrivez {near}"

    // --- the log of a register -----------------------------------------------------------------
    "R040" EntryChanged { number: u64 }
    en "entry {number} is not what was recorded"
       "its hash is not that of its bytes: somebody edited it, or the disk did"
       "take the register from a copy that verifies; what is wrong in a statement is replaced by a later one"
    fr "l'entrée {number} n'est pas celle qui fut consignée"
       "son empreinte n'est pas celle de ses octets : quelqu'un l'a modifiée, ou le disque"
       "reprenez le registre d'une copie qui se vérifie ; un énoncé faux est remplacé par un énoncé ultérieur"
    "R041" EntriesMissing { from: u64, to: u64 }
    en "entries {from} to {to} are missing"
       "entries are numbered without gaps: these were removed"
       "take the register from a copy that verifies"
    fr "les entrées {from} à {to} manquent"
       "les entrées sont numérotées sans lacune : celles-ci ont été ôtées"
       "reprenez le registre d'une copie qui se vérifie"
    "R042" EntryMisplaced { number: u64, after: u64 }
    en "entry {number} stands after entry {after}"
       "entries stand in the order in which they were recorded"
       "take the register from a copy that verifies"
    fr "l'entrée {number} se trouve après l'entrée {after}"
       "les entrées se suivent dans l'ordre où elles furent consignées"
       "reprenez le registre d'une copie qui se vérifie"
    "R043" ChainBroken { number: u64, before: u64 }
    en "entry {number} does not follow from entry {before} that stands before it"
       "each entry holds the hash of the one before: one of the two was put in, exchanged or rewritten"
       "take the register from a copy that verifies"
    fr "l'entrée {number} ne suit pas de l'entrée {before} qui la précède"
       "chaque entrée porte l'empreinte de la précédente : l'une des deux fut insérée, échangée ou récrite"
       "reprenez le registre d'une copie qui se vérifie"
    "R044" EntryTooEarly { number: u64 }
    en "entry {number} is dated before the entry before it"
       "time does not run backwards in a log"
       "take the register from a copy that verifies"
    fr "l'entrée {number} est datée d'avant celle qui la précède"
       "le temps ne recule pas dans un journal"
       "reprenez le registre d'une copie qui se vérifie"
    "R045" HeadMissing { number: u64, last: u64 }
    en "the register ends with entry {last}, and the head that was kept is of entry {number}"
       "what was recorded after entry {last} was cut off"
       "take the register from a copy that reaches that entry"
    fr "le registre finit à l'entrée {last}, et la tête conservée est celle de l'entrée {number}"
       "ce qui fut consigné après l'entrée {last} a été coupé"
       "reprenez le registre d'une copie qui va jusqu'à cette entrée"
    "R046" HeadDiffers { number: u64 }
    en "entry {number} has another hash than the head that was kept"
       "the register was rewritten at this entry or before it, or the head is of another register"
       "check the head; if it is right, take the register from a copy that holds it"
    fr "l'entrée {number} n'a pas l'empreinte de la tête conservée"
       "le registre a été récrit à cette entrée ou avant, ou la tête est celle d'un autre registre"
       "vérifiez la tête ; si elle est juste, reprenez le registre d'une copie qui la porte"
    "R047" EntryUnreadable { number: u64, why: String }
    en "the statement of entry {number} cannot be read: {why}"
       "it was written by a later version of suffrage, or not by suffrage"
       "use the version that wrote it, or verify the register"
    fr "l'énoncé de l'entrée {number} est illisible : {why}"
       "une version ultérieure de suffrage l'a écrit, ou un autre programme"
       "prenez la version qui l'a écrit, ou vérifiez le registre"
    "R048" NotAHead { text: String }
    en "`{text}` is not the head of a register"
       "a head is the number of an entry, a colon and its hash"
       "write it as `suffrage register verify` prints it"
    fr "`{text}` n'est pas la tête d'un registre"
       "une tête est le numéro d'une entrée, deux-points et son empreinte"
       "écrivez-la comme `suffrage register verify` l'imprime"

    // --- where registers are kept --------------------------------------------------------------
    "R050" NoSuchRegister { name: String, near: Near }
    en "there is no register `{name}`"
       "it is not on board, and no file or folder has that name"
       "write {near}, or the path of a folder of TOML or of a register"
    fr "il n'y a pas de registre `{name}`"
       "il n'est pas à bord, et aucun fichier ni dossier ne porte ce nom"
       "écrivez {near}, ou le chemin d'un dossier de TOML ou d'un registre"
    "R051" NoStatements { folder: String }
    en "`{folder}` holds no statements"
       "no file in it ends in .toml, or nothing stands in those that do"
       "name the folder in which the files of the register stand"
    fr "`{folder}` ne contient aucun énoncé"
       "aucun fichier n'y finit par .toml, ou ceux-là sont vides"
       "nommez le dossier où se trouvent les fichiers du registre"
    "R052" NotARegister { file: String }
    en "`{file}` is not a register"
       "it is another file: nothing in it was read or changed"
       "name a register that `suffrage register load` wrote, or a file that ends in .toml"
    fr "`{file}` n'est pas un registre"
       "c'est un autre fichier : rien n'y a été lu ni changé"
       "nommez un registre écrit par `suffrage register load`, ou un fichier en .toml"
    "R053" LaterRegister { file: String, version: i64, ours: i64 }
    en "`{file}` is a register of form {version}, and this program knows form {ours}"
       "a later version of suffrage wrote it"
       "use that version; nothing in the file was changed"
    fr "`{file}` est un registre de forme {version}, et ce programme connaît la forme {ours}"
       "une version ultérieure de suffrage l'a écrit"
       "prenez cette version ; rien n'a été changé dans le fichier"
    "R054" RegisterDamaged { file: String, why: String }
    en "`{file}` is damaged: {why}"
       "what stands in the file is no longer a whole database"
       "take the register from a copy, and check it with `suffrage register verify`"
    fr "`{file}` est endommagé : {why}"
       "ce que contient le fichier n'est plus une base entière"
       "reprenez le registre d'une copie, et contrôlez-la par `suffrage register verify`"
    "R055" RegisterReadOnly { file: String }
    en "`{file}` cannot be written"
       "the file, its folder or the disk is read-only: nothing was recorded, and the register is as it was"
       "give yourself the right to write the file and its folder, or load into another file"
    fr "`{file}` ne peut pas être écrit"
       "le fichier, son dossier ou le disque est en lecture seule : rien n'a été consigné, et le registre est intact"
       "donnez-vous le droit d'écrire le fichier et son dossier, ou chargez dans un autre fichier"
    "R056" RegisterFull { file: String }
    en "there is no room left for `{file}`"
       "the disk is full: nothing was recorded, and the register is as it was"
       "make room and record the same statements again"
    fr "il n'y a plus de place pour `{file}`"
       "le disque est plein : rien n'a été consigné, et le registre est intact"
       "faites de la place et consignez de nouveau les mêmes énoncés"
    "R057" RegisterBusy { file: String }
    en "another program is writing `{file}` and does not come to an end"
       "one writes at a time, so that nothing is lost: nothing was recorded"
       "wait until it is done and record the same statements again"
    fr "un autre programme écrit dans `{file}` et n'en finit pas"
       "un seul écrit à la fois, pour que rien ne se perde : rien n'a été consigné"
       "attendez qu'il ait fini et consignez de nouveau les mêmes énoncés"
    "R058" RegisterFailed { file: String, why: String }
    en "`{file}` cannot be read or written: {why}"
       "the system refused it"
       "mend what the system says; the register is as it was"
    fr "`{file}` ne peut être lu ou écrit : {why}"
       "le système l'a refusé"
       "corrigez ce que dit le système ; le registre est intact"
    "R059" RegisterReshaped { file: String }
    en "the tables of `{file}` are not those of a register"
       "somebody changed them, and with them what protects the entries"
       "take the register from a copy; what stands in the file can still be read with sqlite3"
    fr "les tables de `{file}` ne sont pas celles d'un registre"
       "quelqu'un les a changées, et avec elles ce qui protège les entrées"
       "reprenez le registre d'une copie ; le contenu du fichier reste lisible par sqlite3"
    "R060" RegisterUnfinished { file: String }
    en "a program that wrote `{file}` was cut off, and the file cannot be put in order here"
       "what it had begun to write must be undone first, and the file or its folder is read-only"
       "open it once where it can be written, together with the file that ends in -journal beside it"
    fr "un programme qui écrivait `{file}` a été interrompu, et le fichier ne peut être remis en ordre ici"
       "il faut d'abord défaire ce qu'il avait commencé d'écrire, et le fichier ou son dossier est en lecture seule"
       "ouvrez-le une fois là où il peut être écrit, avec le fichier voisin qui finit par -journal"
    "R061" RegisterNotBegun { file: String }
    en "`{file}` is empty"
       "no statement was recorded in it; a program that began it may have been cut off"
       "load statements into it, or name another register"
    fr "`{file}` est vide"
       "aucun énoncé n'y a été consigné ; un programme qui le commençait a pu être interrompu"
       "chargez-y des énoncés, ou nommez un autre registre"
    "R007" NotStatedAtAll { id: String, kinds: String }
    en "`{id}` is named here, and no `{kinds}` is stated at all"
       "what a statement names must be there, or nobody can follow it"
       "state it, in this file or in another of the register"
    fr "`{id}` est nommé ici, et aucun `{kinds}` n'est énoncé"
       "ce qu'un énoncé nomme doit exister, sinon nul ne peut le suivre"
       "énoncez-le, dans ce fichier ou un autre du registre"
    "R008" WithdrawsNothing { statement: String }
    en "`{statement}` is withdrawn here, and is not stated before"
       "only what stands can be withdrawn; files of a folder are read in the order of their names"
       "write the kind and the id, as \"holding frogier/senator\", behind the statement"
    fr "`{statement}` est retiré ici, et n'est pas énoncé auparavant"
       "on ne retire que ce qui est énoncé ; les fichiers d'un dossier se lisent dans l'ordre de leurs noms"
       "écrivez le genre et l'id, par exemple \"holding frogier/senator\", après l'énoncé"
    "R009" StatementLacks { key: String, form: String }
    en "{form} needs `{key}`, and this one does not say it"
       "nothing is assumed: without it nobody knows what is stated"
       "write `{key} = …` here"
    fr "{form} exige `{key}`, et rien ne le dit ici"
       "rien n'est supposé : sans cela, nul ne sait ce qui est énoncé"
       "écrivez `{key} = …` ici"
    "R013" NotAKeyOfStatement { key: String, form: String, near: Near }
    en "`{key}` is not a word of {form}"
       "the notation is closed: what nobody reads would be lost unseen"
       "write {near}, or remove it"
    fr "`{key}` n'est pas un mot de {form}"
       "la notation est fermée : ce que nul ne lit se perdrait sans qu'on le voie"
       "écrivez {near}, ou retirez-le"
    "R014" NotAWordOfStatement { key: String, word: String, near: Near }
    en "`{word}` is not one of the words of `{key}`"
       "the notation is closed, so that every answer means one thing"
       "write {near}"
    fr "`{word}` n'est pas un des mots de `{key}`"
       "la notation est fermée, pour que chaque réponse ait un seul sens"
       "écrivez {near}"
    "R010" NoSuchPerson { name: String, near: Near }
    en "nobody is called `{name}` here, or several are"
       "an answer about somebody else would be worse than none"
       "write the key or the whole name: {near}"
    fr "personne ne s'appelle `{name}` ici, ou plusieurs"
       "une réponse sur quelqu'un d'autre serait pire qu'aucune"
       "écrivez la clef ou le nom entier : {near}"
    "R011" NoSuchOffice { name: String, near: Near }
    en "no office of this register is called `{name}`"
       "nothing can be said of an office that is not stated"
       "write its key, its rules, or `fr/*` for all under a key: {near}"
    fr "aucune charge de ce registre ne s'appelle `{name}`"
       "on ne peut rien dire d'une charge qui n'est pas énoncée"
       "écrivez sa clef, ses règles, ou `fr/*` pour toutes celles sous une clef : {near}"
    "R012" NoSuchStory { name: String, near: Near }
    en "this register has no story `{name}`"
       "a story says which days and whom it is about"
       "write {near}; `suffrage register story` lists them"
    fr "ce registre n'a pas de récit `{name}`"
       "un récit dit quels jours et qui il concerne"
       "écrivez {near} ; `suffrage register story` les montre"
    "R020" EndsBeforeItBegins { holding: String, from: String, to: String }
    en "`{holding}` ends ({to}) before it begins ({from})"
       "nobody can have held an office so"
       "check both dates against the source"
    fr "`{holding}` finit ({to}) avant de commencer ({from})"
       "nul n'a pu tenir une charge ainsi"
       "vérifiez les deux dates à la source"
    "R021" BeforeItsEvent { holding: String, stated: String, event: String, day: String }
    en "`{holding}` says {stated}, but the event `{event}` that made it so is of {day}"
       "an office cannot begin or end before the act by which it does"
       "check which of the two the source says, or state the other as a `[[claim]]`"
    fr "`{holding}` dit {stated}, mais l'événement `{event}` qui en est la cause date du {day}"
       "une charge ne peut commencer ni finir avant l'acte qui en décide"
       "vérifiez lequel des deux dit la source, ou énoncez l'autre en `[[claim]]`"
    "R022" NoRight { holding: String }
    en "nobody says by what right `{holding}` is held"
       "a holding without a right cannot be followed back to a count or an act"
       "state `right = {{ elected = … }}` or another, with its source"
    fr "personne ne dit à quel titre `{holding}` est tenu"
       "une charge sans titre ne peut être suivie jusqu'à un scrutin ou un acte"
       "énoncez `right = {{ elected = … }}` ou un autre, avec sa source"
    "R023" NotElected { holding: String, person: String, election: String }
    en "`{holding}` rests on `{election}`, and its count does not elect `{person}`"
       "the right leads to a count that gives the seat to others"
       "check the election and the contest; if they stood under another name, state a `[[candidacy]]` with `candidate`"
    fr "`{holding}` repose sur `{election}`, dont le compte n'élit pas `{person}`"
       "le titre mène à un compte qui donne le siège à d'autres"
       "vérifiez l'élection et la circonscription ; sous un autre nom de candidat, énoncez une `[[candidacy]]` avec `candidate`"
    "R024" NoSuchClause { holding: String, clause: String, rules: String }
    en "`{holding}` succeeded by the clause `{clause}`, which the rules `{rules}` do not have"
       "a succession is by a rule"
       "name a clause of `[[vacancy]]` of these rules"
    fr "`{holding}` succède selon la clause `{clause}`, que les règles `{rules}` n'ont pas"
       "on succède selon une règle"
       "nommez une clause `[[vacancy]]` de ces règles"
    "R025" SucceedsTooSoon { holding: String, before: String }
    en "`{holding}` succeeds `{before}`, which had certainly not ended"
       "a successor begins when the seat is empty"
       "check both dates"
    fr "`{holding}` succède à `{before}`, qui n'avait certainement pas pris fin"
       "un successeur entre en fonction quand le siège est vacant"
       "vérifiez les deux dates"
    "R026" RightInCircle { holding: String }
    en "the right of `{holding}` leads back to itself"
       "somewhere in the line somebody must have been elected or appointed"
       "check the holdings that it names one after another"
    fr "le titre de `{holding}` ramène à lui-même"
       "quelque part dans la suite, quelqu'un a dû être élu ou nommé"
       "vérifiez une à une les charges qu'il nomme"
    "R027" RequiredMissing { holding: String, needs: String, cite: String }
    en "`{holding}` needs `{needs}` by {cite}, and the register has none of this person at that time"
       "the office cannot be held without the other"
       "state the other office, `inferred` from this article if no source names it"
    fr "`{holding}` exige `{needs}` selon {cite}, et le registre n'en a pas pour cette personne à ce moment"
       "la charge ne peut être tenue sans l'autre"
       "énoncez l'autre charge, `inferred` de cet article si aucune source ne la nomme"
    "R028" PowerHeldTwice { power: String, one: String, other: String }
    en "the power `{power}` is held by `{one}` and by `{other}` on one day"
       "a power has one holder on every day, or a declared share"
       "end the first where the second begins, or say `mode = \"shared\"` of both"
    fr "la compétence `{power}` est exercée le même jour selon `{one}` et selon `{other}`"
       "une compétence a chaque jour un seul titulaire, ou un partage déclaré"
       "terminez la première où commence la seconde, ou dites `mode = \"shared\"` des deux"
    "R029" PowerHeldByNobody { power: String, one: String, other: String }
    en "between `{one}` and `{other}` nobody holds the power `{power}`"
       "a power has a holder on every day"
       "let the second begin where the first ends, or state who held it between"
    fr "entre `{one}` et `{other}`, personne n'exerce la compétence `{power}`"
       "une compétence a un titulaire chaque jour"
       "faites commencer la seconde où finit la première, ou énoncez qui l'exerçait entre-temps"
    "R030" PartOfItself { kind: String, id: String }
    en "the {kind} `{id}` is a part of itself, or follows itself"
       "a circle has no whole, and no first"
       "check `part_of`, `within` or `continues` along the line"
    fr "`{id}` ({kind}) fait partie de soi-même, ou se suit soi-même"
       "un cercle n'a ni tout ni premier"
       "vérifiez `part_of`, `within` ou `continues` le long de la suite"
    "E029" WordsNotThere { words: String, law: String }
    en "`{words}` does not stand in {law}"
       "words that are not there cannot be read as others"
       "copy them from the file of the law, as `--read \"1/2 of expressed=1/2 of votes\"`"
    fr "`{words}` ne figure pas dans {law}"
       "on ne peut lire autrement que des mots qui y sont"
       "copiez-les du fichier de la loi, par exemple `--read \"1/2 of expressed=1/2 of votes\"`"
    "R070" MappingNeeds { key: String, form: String }
    en "{form} needs `{key}`, and does not say it"
       "a file of mandates does not say by itself what its columns mean: nothing is guessed"
       "write `{key} = …`; docs/register-exchange.md shows every key of a mapping"
    fr "{form} exige `{key}`, et ne le dit pas"
       "un fichier de mandats ne dit pas lui-même ce que sont ses colonnes : rien n'est deviné"
       "écrivez `{key} = …` ; docs/register-exchange.md montre chaque clef d'une correspondance"
    "R071" MappedColumn { column: String, file: String, near: Near }
    en "{file} has no column `{column}`"
       "what the mapping names must be in the file, or its rows would lose it in silence"
       "write {near}"
    fr "{file} n'a pas de colonne `{column}`"
       "ce que nomme la correspondance doit être dans le fichier, sinon ses lignes le perdraient en silence"
       "écrivez {near}"
    "R072" NoDayOfForm { column: String, text: String, form: String }
    en "`{text}` in `{column}` is not a date written {form}"
       "a date is a day, a month or a year that was; a guessed one would make false findings"
       "mend the cell, or name the form of the file in [dates] of the mapping; cells that say \"not known\" or \"still so\" stand in `unknown` and `open`"
    fr "`{text}` dans `{column}` n'est pas une date écrite {form}"
       "une date est un jour, un mois ou une année qui a été ; une date devinée ferait de fausses trouvailles"
       "corrigez la cellule, ou nommez la forme du fichier dans [dates] ; les cellules « inconnu » ou « toujours en place » vont dans `unknown` et `open`"
    "R073" NobodyHere { column: String }
    en "this row names nobody: `{column}` is empty"
       "a mandate without its person or office cannot be checked, and is left out"
       "fill the cell; rows that are no mandates are named in [[skip]] of the mapping"
    fr "cette ligne ne nomme rien : `{column}` est vide"
       "un mandat sans sa personne ou sa charge ne se vérifie pas ; il est laissé de côté"
       "remplissez la cellule ; les lignes qui ne sont pas des mandats se nomment dans [[skip]]"
    "R074" NotJoined { key: String, file: String }
    en "{file} has no row for `{key}`"
       "what the mapping joins from there stays unknown for this mandate"
       "add the row, or mend the key"
    fr "{file} n'a pas de ligne pour `{key}`"
       "ce que la correspondance y joint reste inconnu pour ce mandat"
       "ajoutez la ligne, ou corrigez la clef"
    "R075" JoinedTwice { key: String, first: u64 }
    en "`{key}` has a row already, in line {first}"
       "two rows of one key may say different things; the first is taken"
       "keep one of them"
    fr "`{key}` a déjà une ligne, à la ligne {first}"
       "deux lignes d'une même clef peuvent se contredire ; la première est prise"
       "n'en gardez qu'une"
    "R076" PersonDiffers { person: String, column: String, first: String, second: String }
    en "`{person}` has two `{column}`: `{first}` before, `{second}` here"
       "one person has one of it: one row is wrong, or two persons share a key; the first is taken"
       "make the two agree, or give each person a key"
    fr "`{person}` a deux `{column}` : `{first}` plus haut, `{second}` ici"
       "une personne n'en a qu'un : une ligne est fausse, ou deux personnes partagent une clef ; le premier est pris"
       "accordez les deux, ou donnez une clef à chaque personne"
    "R077" NotJson { what: String }
    en "this is not JSON: {what}"
       "the record cannot be read"
       "mend the text here; quotes, commas and brackets are the usual suspects"
    fr "ceci n'est pas du JSON : {what}"
       "l'enregistrement est illisible"
       "corrigez le texte ici ; guillemets, virgules et accolades sont les suspects habituels"
    "R078" NoRowsWithin { each: String }
    en "this record has no list `{each}`"
       "the mapping says that its entries are the mandates"
       "write an empty list if there are none, or mend `each` in the mapping"
    fr "cet enregistrement n'a pas de liste `{each}`"
       "la correspondance dit que ses éléments sont les mandats"
       "écrivez une liste vide s'il n'y en a pas, ou corrigez `each` dans la correspondance"
    "R079" JoinNotGiven { file: String }
    en "the mapping joins {file}, and no such file was given"
       "what stands there would be missing from every mandate"
       "put it beside the mapping, or name it on the command line"
    fr "la correspondance joint {file}, et ce fichier n'a pas été donné"
       "ce qui s'y trouve manquerait à chaque mandat"
       "placez-le à côté de la correspondance, ou nommez-le dans la commande"
    "R080" NotPopolo { found: String }
    en "this is no Popolo document: {found}"
       "Popolo is a JSON object with lists named `persons`, `organizations`, `memberships`, `posts`, `areas`, `events`"
       "give a document of that form, or read the file with a mapping: --map"
    fr "ceci n'est pas un document Popolo : {found}"
       "Popolo est un objet JSON avec des listes `persons`, `organizations`, `memberships`, `posts`, `areas`, `events`"
       "donnez un document de cette forme, ou lisez le fichier avec une correspondance : --map"
    "R081" PopoloNeeds { kind: String, key: String }
    en "this {kind} has no `{key}`"
       "nothing else can name it, or it does not say whom it is about; it is left out"
       "write `{key}`"
    fr "cet élément {kind} n'a pas de `{key}`"
       "rien ne peut le nommer, ou il ne dit pas de qui il parle ; il est laissé de côté"
       "écrivez `{key}`"
    "R082" PopoloType { key: String, wanted: String }
    en "`{key}` must be {wanted}"
       "the Popolo schema says so; it cannot be read otherwise"
       "write {wanted}"
    fr "`{key}` doit être {wanted}"
       "le schéma Popolo le veut ; c'est illisible autrement"
       "écrivez {wanted}"
    "R083" PopoloNotThere { kind: String, id: String, near: Near }
    en "no {kind} has the id `{id}`"
       "what is named must be in the document, or nobody can follow it; this one is left out"
       "add it, or write {near}"
    fr "aucun élément {kind} n'a l'id `{id}`"
       "ce qui est nommé doit être dans le document, sinon nul ne peut le suivre ; celui-ci est laissé de côté"
       "ajoutez-le, ou écrivez {near}"
    "R084" PopoloTwice { kind: String, id: String }
    en "the {kind} `{id}` stands here twice"
       "two may say different things; the first is taken"
       "keep one of them"
    fr "l'élément {kind} `{id}` est écrit deux fois"
       "les deux peuvent se contredire ; le premier est pris"
       "n'en gardez qu'un"
    "R085" NeverImported {}
    en "the mapping has no [import]"
       "a statement must name its source, and an office its institution; no table says them"
       "add [import] with `institution`, `name`, `source` and `title`"
    fr "la correspondance n'a pas d'[import]"
       "un énoncé doit nommer sa source, et une charge son institution ; aucune table ne les dit"
       "ajoutez [import] avec `institution`, `name`, `source` et `title`"
    "R087" PopoloHasNone { kind: String, id: String }
    en "`{id}` is named here, and the document has no {kind}"
       "what is named must be in the document, or nobody can follow it; this one is left out"
       "add the {kind} to the document"
    fr "`{id}` est nommé ici, et le document n'a aucun élément {kind}"
       "ce qui est nommé doit être dans le document, sinon nul ne peut le suivre ; celui-ci est laissé de côté"
       "ajoutez l'élément {kind} au document"
    "R088" NotAKeyOfMapping { key: String, form: String, near: Near }
    en "`{key}` is not a key of {form}"
       "a misspelt key would be passed over, and the file read otherwise than you meant"
       "write {near}, or remove it"
    fr "`{key}` n'est pas une clef de {form}"
       "une clef mal écrite serait ignorée, et le fichier lu autrement que vous ne pensez"
       "écrivez {near}, ou retirez-la"
    "R089" NotAWordOfMapping { key: String, word: String, near: Near }
    en "`{word}` is not one of the words of `{key}`"
       "each word stands for one reading of the file"
       "write {near}"
    fr "`{word}` n'est pas un des mots de `{key}`"
       "chaque mot désigne une lecture du fichier"
       "écrivez {near}"
    "R090" NotInRangeOfMapping { key: String, number: String, from: String, to: String }
    en "`{key} = {number}` is out of range: from {from} to {to}"
       "no office is known that allows it; it is probably a slip"
       "write a number between them"
    fr "`{key} = {number}` est hors limites : de {from} à {to}"
       "aucune charge connue ne le permet ; c'est sans doute une faute de frappe"
       "écrivez un nombre entre les deux"
    "R086" MappingNeeded { file: String }
    en "{file} does not say what its columns mean"
       "a file of mandates can be read in many ways: nothing is guessed"
       "write a mapping and name it with --map; Popolo documents (.json) need none"
    fr "{file} ne dit pas ce que sont ses colonnes"
       "un fichier de mandats peut se lire de bien des façons : rien n'est deviné"
       "écrivez une correspondance et nommez-la par --map ; un document Popolo (.json) s'en passe"
    "T090" AreaMissing { area: String, name: String }
    en "{name} (`{area}`) is one of the areas, and has no figures"
       "sums of the tiers above would be too small, and seats would go astray"
       "add its rows, or take it out of areas.csv"
    fr "{name} (`{area}`) est une des circonscriptions, et n'a pas de chiffres"
       "les sommes des échelons supérieurs seraient trop petites, et des sièges iraient ailleurs"
       "ajoutez ses lignes, ou ôtez-la d'areas.csv"
    "T091" AreaTwice { area: String }
    en "the area `{area}` stands twice in areas.csv"
       "a code is one area"
       "take one out, or give it a code of its own"
    fr "la circonscription `{area}` figure deux fois dans areas.csv"
       "un code est une circonscription"
       "ôtez-en une, ou donnez-lui son propre code"
    "T092" AreaInNone { area: String, within: String, near: Near }
    en "the area `{area}` is said to lie in `{within}`, which is no area of a tier above"
       "its votes and seats would be added to nothing"
       "write {near}, or leave `within` empty for the whole"
    fr "la circonscription `{area}` serait dans `{within}`, qui n'est pas d'un échelon supérieur"
       "ses voix et ses sièges ne s'ajouteraient à rien"
       "écrivez {near}, ou laissez `within` vide pour l'ensemble"
    "T093" TiersDisagree { area: String, party: String, below: String, above: String }
    en "{party} has {above} votes in `{area}`, but the areas in it add up to {below}"
       "two tiers would be counted from different votes"
       "correct the figure, or leave out the rows of the tier above: they are added up"
    fr "{party} a {above} voix dans `{area}`, mais ses parties font {below}"
       "deux échelons seraient comptés à partir de voix différentes"
       "corrigez le chiffre, ou ôtez les lignes de l'échelon supérieur : elles sont additionnées"
    "T094" PartyTwice { party: String, first: String, second: String }
    en "{party} stands under two codes, `{first}` and `{second}`"
       "its votes would be counted as those of two parties"
       "give it one code everywhere; two parties of one name need two names"
    fr "{party} figure sous deux codes, `{first}` et `{second}`"
       "ses voix seraient comptées comme celles de deux partis"
       "donnez-lui partout le même code ; deux partis homonymes ont besoin de deux noms"
    "T095" DeclaredAndCounted { area: String }
    en "`{area}` has votes for persons, and seats declared in won.csv"
       "what is counted here is not declared too"
       "take the rows out of won.csv, or the votes out of constituencies.csv"
    fr "`{area}` a des voix pour des personnes, et des sièges déclarés dans won.csv"
       "ce qui est compté ici n'est pas aussi déclaré"
       "ôtez les lignes de won.csv, ou les voix de constituencies.csv"
    "T096" NotATier { text: String }
    en "`{text}` is not a tier"
       "an area is a `region` or a `constituency`"
       "write one of the two"
    fr "`{text}` n'est pas un échelon"
       "une circonscription est `region` ou `constituency`"
       "écrivez l'un des deux"
    "C032" NoTiers { contest: String }
    en "the law counts several tiers together, and {contest} stands alone"
       "levelling seats and national thresholds need every constituency"
       "count the whole election: all contests in one folder or file"
    fr "la loi compte plusieurs échelons ensemble, et {contest} est seul"
       "les sièges compensatoires et les seuils nationaux demandent toutes les circonscriptions"
       "comptez l'élection entière : tous les scrutins dans un dossier ou un fichier"
    "C033" AreaFigure { area: String, fact: String }
    en "the law needs {fact} of {area}, and the files do not give it"
       "the figure is a fact, it cannot be computed"
       "add it to areas.csv or totals.csv"
    fr "la loi demande {fact} de {area}, et les fichiers ne le donnent pas"
       "le chiffre est un fait, il ne se calcule pas"
       "ajoutez-le à areas.csv ou à totals.csv"
    "C034" NoDoubleProportion { parties: String, areas: String }
    en "no division of seats is proportional in both directions: {parties} cannot receive their seats in {areas}"
       "where a party has no votes it can have no seats, and the seats of the areas are fixed"
       "check the votes and the seats of these areas"
    fr "aucune répartition n'est proportionnelle dans les deux sens : {parties} ne peuvent recevoir leurs sièges dans {areas}"
       "un parti sans voix ne peut avoir de siège, et les sièges des circonscriptions sont fixés"
       "vérifiez les voix et les sièges de ces circonscriptions"
    "C035" SeatsAcrossTiers { tier: String, below: u32, above: u32 }
    en "the seats of {tier} add up to {below}, but the whole has {above}"
       "a seat would be filled twice or not at all"
       "correct the seats in areas.csv, or check the day of the law"
    fr "les sièges de {tier} font {below}, mais l'ensemble en a {above}"
       "un siège serait pourvu deux fois ou pas du tout"
       "corrigez les sièges dans areas.csv, ou vérifiez le jour de la loi"
    "C036" OverhangForbidden { contest: String, party: String, won: u32, entitled: u32 }
    en "{party} won {won} seats below, and its share of {contest} is {entitled}"
       "the law does not say what becomes of seats above the share"
       "check the figures; if they are right, the law needs a clause for it"
    fr "{party} a gagné {won} sièges en bas, et sa part de {contest} est {entitled}"
       "la loi ne dit pas ce que deviennent les sièges au-delà de la part"
       "vérifiez les chiffres ; s'ils sont justes, il manque une clause à la loi"
    "L042" MixedTiers { system: String }
    en "some steps of `{system}` say in which tier they work (`in`), and others do not"
       "a step without `in` counts one contest alone, a step with it the whole election"
       "write `in` for every step of the system"
    fr "certaines étapes de `{system}` disent à quel échelon elles agissent (`in`), d'autres non"
       "une étape sans `in` compte un seul scrutin, une étape avec, toute l'élection"
       "écrivez `in` à chaque étape du mode de scrutin"
    "R015" HoldsNothing { name: String, day: Date }
    en "{name} holds no such office on {day} in this register"
       "nobody follows somebody who is not there"
       "ask for another day with `--on`; `suffrage register person` shows every office of a person"
    fr "{name} ne tient aucune charge de ce genre au {day} dans ce registre"
       "on ne succède pas à qui n'est pas en fonction"
       "demandez un autre jour par `--on` ; `suffrage register person` montre toutes les charges d'une personne"
    "R016" NoStories { name: String }
    en "this register has no story, so none called `{name}`"
       "a story says which days and whom it is about"
       "state one: `[[story]]` with `title`, `from`, `to`, `about`"
    fr "ce registre n'a aucun récit, donc pas de `{name}`"
       "un récit dit quels jours et qui il concerne"
       "énoncez-en un : `[[story]]` avec `title`, `from`, `to`, `about`"
    "R017" ControlInStatement { key: String }
    en "`{key}` holds a character that no page shows"
       "it could move the cursor or change the colours of whoever reads the register"
       "remove it; line breaks and tabs are allowed"
    fr "`{key}` contient un caractère qu'aucune page ne montre"
       "il pourrait déplacer le curseur ou changer les couleurs de qui lit le registre"
       "retirez-le ; sauts de ligne et tabulations sont permis"
    "R018" ByNobody {}
    en "`--by` must be one line that says who records"
       "an entry that nobody answers for could not be asked about"
       "write a name, as `--by \"the clerk\"`"
    fr "`--by` doit être une ligne qui dit qui enregistre"
       "d'une entrée dont personne ne répond, on ne pourrait rien demander"
       "écrivez un nom, par exemple `--by \"le greffe\"`"
    "R062" HiddenEntries { file: String }
    en "`{file}` holds rows that are no entries: their numbers are below 1"
       "no chain binds them, so anybody can have put them there"
       "take the register from a copy"
    fr "`{file}` contient des lignes qui ne sont pas des entrées : leurs numéros sont inférieurs à 1"
       "aucune chaîne ne les lie : n'importe qui a pu les y mettre"
       "reprenez le registre d'une copie"
}
