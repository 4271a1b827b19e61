//! An office through time: everybody who has held it, and its rules in plain sentences.

use jiff::civil::Date;

use super::{Lines, Sheet, View};
use crate::diagnostic::Lang;
use crate::law::Clause;
use crate::register::fold::Seen;
use crate::register::rules::{
    Begins, Cause, Ends, Falls, FallsWhen, Follows, Incompatible, Meanwhile, Otherwise, Rules,
    Runs, Term, Vacancy, WonBy,
};
use crate::register::statement::MemberOf;
use crate::register::when::{Span, Verdict};
use crate::register::who;
use crate::render::say;

impl<'r> View<'r> {
    /// Everybody who has held an office, in the order in which they began; then its rules on a day.
    #[must_use]
    pub fn one_office(&self, word: &str, on: Date) -> (String, Sheet) {
        let (mut lines, lang) = (Lines::default(), self.lang);
        let mut sheet = Sheet::new(&[
            "office",
            "office_name",
            "person",
            "name",
            "from",
            "to",
            "parties",
            "right",
            "holding",
        ]);
        let mut ruled: Vec<&str> = Vec::new();
        for office in who::offices(self.register, word) {
            lines.gap();
            lines.add(0, &self.style.bold(self.office(office)));
            let mut all: Vec<Seen<'r>> = self.register.of_office(office).collect();
            all.sort_by_key(|one| (one.span().earliest_start(), one.entry()));
            for one in &all {
                let (name, span) = (self.person(*one), self.span(one.span()));
                let parties = self.parties(*one);
                let of = if parties.is_empty() { String::new() } else { format!(" ({parties})") };
                lines.add(2, &format!("{name}{of}, {span}"));
                let right = serde_json::to_value(one.right()).unwrap_or_default();
                sheet.rows.push(vec![
                    office.to_owned(),
                    self.office(office).to_owned(),
                    one.person().to_owned(),
                    name.to_owned(),
                    one.span().from.to_string(),
                    one.span().to.to_string(),
                    parties,
                    right.as_str().map_or_else(|| right.to_string(), str::to_owned),
                    one.id().to_owned(),
                ]);
            }
            if all.is_empty() {
                let nobody = say!(lang, "nobody in this register", "personne dans ce registre");
                lines.add(2, &nobody);
            }
            let rules = self.register.rules_of(office);
            if let Some(rules) = rules.filter(|rules| !ruled.contains(&rules.id.as_str())) {
                ruled.push(&rules.id);
                self.rules(&mut lines, rules, on);
            }
        }
        (lines.0, sheet)
    }

    /// The parties of a holder on the first day in office.
    fn parties(&self, holding: Seen<'r>) -> String {
        let Some(first) = holding.span().from.when() else { return String::new() };
        let of = self.register.members.iter().filter(|one| {
            let span = Span { from: one.fact.from, to: one.fact.to };
            one.fact.person == holding.person()
                && one.fact.kind == MemberOf::Party
                && span.holds_on(first.latest()) != Verdict::No
        });
        let names: Vec<&str> = of.map(|one| self.organization(&one.fact.organization)).collect();
        names.join(", ")
    }

    /// The rules of an office in force on a day, a sentence each, with their articles.
    pub fn rules_text(&self, rules: &Rules, on: Date) -> String {
        let mut lines = Lines::default();
        self.rules(&mut lines, rules, on);
        lines.0
    }

    fn rules(&self, lines: &mut Lines, rules: &Rules, on: Date) {
        let (day, id, act) = (self.day(on), &rules.id, &rules.act);
        lines.add(
            2,
            &self.style.bold(&say!(
                self.lang,
                "Rules in force on {day} ({id}; {act})",
                "Règles en vigueur au {day} ({id} ; {act})"
            )),
        );
        self.each(lines, &rules.terms, on, |one| self.term(one));
        self.each(lines, &rules.starts, on, |one| self.start(one.begins));
        self.each(lines, &rules.requires, on, |one| {
            let all = self.rules_names(&one.offices);
            say!(
                self.lang,
                "One of these must be held too: {all}.",
                "Il faut aussi tenir l'une de ces charges : {all}."
            )
        });
        self.each(lines, &rules.incompatible, on, |one| self.forbids(one));
        self.each(lines, &rules.vacancies, on, |one| self.vacant(one));
        self.each(lines, &rules.falls, on, |one| self.fall(one));
    }

    fn each<T>(
        &self,
        lines: &mut Lines,
        clauses: &[Clause<T>],
        on: Date,
        say: impl Fn(&T) -> String,
    ) {
        for clause in clauses.iter().filter(|one| one.force.holds(on)) {
            let cite = self.cite(&clause.cite, clause.seen.is_some());
            lines.add(4, &format!("{} {cite}", say(&clause.rule)));
            if let Some(note) = &clause.note {
                lines.add(6, &self.style.dim(self.text(note)));
            }
        }
    }

    fn term(&self, one: &Term) -> String {
        let lang = self.lang;
        let ends = match one.ends {
            Ends::Successor => say!(
                lang,
                "it ends when a successor begins",
                "il finit quand un successeur entre en fonction"
            ),
            Ends::TermOver => say!(lang, "it ends when the term is over", "il finit au terme"),
            Ends::FirstMeeting => say!(
                lang,
                "it ends when the newly elected body first meets",
                "il finit à la première réunion de l'assemblée nouvellement élue"
            ),
            Ends::Electors => say!(
                lang,
                "it ends with the body that elected it",
                "il finit avec l'assemblée qui l'a élue"
            ),
            Ends::Pleasure => say!(
                lang,
                "it ends when whoever appointed it ends it",
                "il finit quand y met fin qui l'a donnée"
            ),
        };
        match one.years {
            Some(years) => say!(
                lang,
                "A term is {years} years; {ends}.",
                "Le mandat dure {years} ans ; {ends}."
            ),
            None => say!(
                lang,
                "No term is fixed; {ends}.",
                "La durée du mandat n'est pas fixée ; {ends}."
            ),
        }
    }

    fn start(&self, begins: Begins) -> String {
        let lang = self.lang;
        match begins {
            Begins::Session => say!(
                lang,
                "It begins when the session opens after the election.",
                "Elle commence à l'ouverture de la session qui suit l'élection."
            ),
            Begins::Proclamation => say!(
                lang,
                "It begins when the result is proclaimed.",
                "Elle commence à la proclamation des résultats."
            ),
            Begins::FirstMeeting => say!(
                lang,
                "It begins when the elected body first meets.",
                "Elle commence à la première réunion de l'assemblée élue."
            ),
            Begins::Election => say!(
                lang,
                "It begins on the day of the election.",
                "Elle commence le jour de l'élection."
            ),
            Begins::Act => say!(
                lang,
                "It begins with the act of appointment.",
                "Elle commence avec l'acte de nomination."
            ),
            Begins::Predecessor => say!(
                lang,
                "It begins when the one before it ends.",
                "Elle commence quand finit la précédente."
            ),
        }
    }

    fn forbids(&self, one: &Incompatible) -> String {
        let lang = self.lang;
        let with = self.rules_names(&one.with);
        let (days, months) = (one.days, self.months(one.months));
        let time = match (days, one.months) {
            (0, 0) => say!(lang, "at once", "aussitôt"),
            (days, 0) => say!(lang, "within {days} days", "dans les {days} jours"),
            (0, _) => say!(lang, "within {months}", "dans un délai de {months}"),
            (days, _) => say!(
                lang,
                "within {months} and {days} days",
                "dans un délai de {months} et {days} jours"
            ),
        };
        let runs = match one.runs {
            Runs::Proclamation => say!(lang, "of the proclamation", "à compter de la proclamation"),
            Runs::Start => say!(
                lang,
                "of the beginning of the later office",
                "à compter du début de la charge la plus récente"
            ),
            Runs::Appointment => say!(lang, "of the appointment", "à compter de la nomination"),
        };
        let runs =
            if (one.days, one.months) == (0, 0) { String::new() } else { format!(" {runs}") };
        let default = match one.default {
            Otherwise::OlderEnds => say!(
                lang,
                "otherwise the older office ends",
                "à défaut, la charge la plus ancienne prend fin"
            ),
            Otherwise::LaterEnds => say!(
                lang,
                "otherwise the later office ends",
                "à défaut, la charge la plus récente prend fin"
            ),
            Otherwise::Declared => say!(
                lang,
                "otherwise an authority declares the holder resigned",
                "à défaut, une autorité déclare la démission d'office"
            ),
            Otherwise::Substitute => say!(
                lang,
                "the mandate is kept and a substitute exercises it",
                "le mandat est conservé et un suppléant l'exerce"
            ),
            Otherwise::Never => say!(
                lang,
                "nobody may hold both on any day",
                "nul ne peut tenir les deux à la fois"
            ),
        };
        say!(
            lang,
            "Not together with {with}: a choice {time}{runs}; {default}.",
            "Incompatible avec {with} : choix {time}{runs} ; {default}."
        )
    }

    fn vacant(&self, one: &Vacancy) -> String {
        let lang = self.lang;
        let causes: Vec<String> = one.causes.iter().map(|cause| self.cause(*cause)).collect();
        let causes = self.list(&causes.iter().map(String::as_str).collect::<Vec<_>>());
        let way = self.won_by(one.won_by);
        let then = match one.then {
            Follows::Substitute => say!(lang, "the substitute follows", "le suppléant succède"),
            Follows::SubstituteForATime => say!(
                lang,
                "the substitute sits for a time",
                "le suppléant siège à titre temporaire"
            ),
            Follows::NextOnList => {
                say!(lang, "the next candidate of the list follows", "le suivant de liste succède")
            }
            Follows::Chain => say!(
                lang,
                "the next of the list in the body below follows, and is followed there in turn",
                "le suivant de la liste dans l'assemblée inférieure succède, et y est lui-même remplacé"
            ),
            Follows::ByElection => {
                say!(lang, "a by-election is held", "une élection partielle a lieu")
            }
            Follows::BodyElects => {
                say!(lang, "the body elects another", "l'assemblée en élit un autre")
            }
            Follows::Appointed => say!(lang, "another is appointed", "un autre est nommé"),
            Follows::Nobody => say!(
                lang,
                "the seat stays empty until the renewal",
                "le siège reste vacant jusqu'au renouvellement"
            ),
        };
        let within = match one.within_months {
            0 => String::new(),
            months => {
                let months = self.months(months);
                say!(lang, ", within {months}", ", dans un délai de {months}")
            }
        };
        let never = match one.never_months {
            0 => String::new(),
            months => say!(
                lang,
                ", but none in the {months} months before the renewal",
                ", mais aucune dans les {months} mois qui précèdent le renouvellement"
            ),
        };
        say!(
            lang,
            "Vacant {causes}{way}: {then}{within}{never}.",
            "Vacance {causes}{way} : {then}{within}{never}."
        )
    }

    /// How a seat was won, behind what is said of it.
    pub(super) fn won_by(&self, won_by: WonBy) -> String {
        let lang = self.lang;
        match won_by {
            WonBy::Majority => {
                say!(lang, " (seat won by majority)", " (siège acquis à la majorité)")
            }
            WonBy::List => say!(lang, " (seat won on a list)", " (siège acquis sur une liste)"),
            WonBy::Any => String::new(),
        }
    }

    pub(super) fn cause(&self, cause: Cause) -> String {
        let lang = self.lang;
        match cause {
            Cause::Death => say!(lang, "on death", "en cas de décès"),
            Cause::Resignation => say!(lang, "on resignation", "en cas de démission"),
            Cause::Incompatibility => say!(
                lang,
                "on resignation for an incompatibility",
                "en cas de démission pour incompatibilité"
            ),
            Cause::Government => say!(
                lang,
                "on appointment to the government",
                "en cas de nomination au gouvernement"
            ),
            Cause::Appointment => say!(
                lang,
                "on appointment to an office the article names",
                "en cas de nomination à une charge que l'article nomme"
            ),
            Cause::Annulment => say!(lang, "on annulment", "en cas d'annulation"),
            Cause::Forfeiture => say!(lang, "on forfeiture", "en cas de déchéance"),
            Cause::Other => say!(lang, "on any other cause", "pour toute autre cause"),
        }
    }

    /// `1 month`, `3 months`.
    fn months(&self, months: u32) -> String {
        match (months, self.lang) {
            (1, Lang::En) => "1 month".to_owned(),
            (months, Lang::En) => format!("{months} months"),
            (months, Lang::Fr) => format!("{months} mois"),
        }
    }

    /// The titles of rules, or the words as they stand.
    fn rules_names(&self, words: &[String]) -> String {
        let title = |word: &String| {
            let rules = self.register.around.rules.get(word);
            rules.map_or_else(|| word.clone(), |rules| self.text(&rules.title).to_owned())
        };
        let names: Vec<String> = words.iter().map(title).collect();
        names.join(", ")
    }

    fn fall(&self, one: &Falls) -> String {
        let lang = self.lang;
        let when = match one.when {
            FallsWhen::ListResigns => say!(
                lang,
                "when all members of one list resign together",
                "quand tous les membres d'une liste démissionnent ensemble"
            ),
            FallsWhen::Censure => {
                say!(lang, "when the assembly censures it", "quand l'assemblée le censure")
            }
            FallsWhen::PresidentGone => say!(
                lang,
                "when its president resigns or dies",
                "quand son président démissionne ou meurt"
            ),
            FallsWhen::Renewal => say!(
                lang,
                "when the assembly that elected it is renewed",
                "quand l'assemblée qui l'a élu est renouvelée"
            ),
        };
        let not = match one.not_within_months {
            0 => String::new(),
            months => say!(
                lang,
                ", unless that has happened in the last {months} months",
                ", sauf si cela est arrivé dans les {months} derniers mois"
            ),
        };
        let new = match one.new_within_days {
            0 => String::new(),
            days => say!(
                lang,
                "; a new one is elected within {days} days",
                " ; un nouveau est élu dans les {days} jours"
            ),
        };
        let meanwhile = match one.meanwhile {
            Meanwhile::CurrentBusiness => say!(
                lang,
                "; until then it manages current business",
                " ; jusque-là, il expédie les affaires courantes"
            ),
            Meanwhile::Nobody => String::new(),
        };
        say!(
            lang,
            "The whole falls {when}{not}{new}{meanwhile}.",
            "L'ensemble tombe {when}{not}{new}{meanwhile}."
        )
    }
}
