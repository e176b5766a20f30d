using System.Globalization;
using System.Text;
using Dashboard.Core.Organisations;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Organisations.Import;

namespace Dashboard.Web.Cli;

/// <summary>What <c>register</c> says to people, in one language.</summary>
internal sealed class RegisterCommandTexts
{
    private readonly bool dutch;

    private RegisterCommandTexts(bool dutch) => this.dutch = dutch;

    public static RegisterCommandTexts Of(CommandTexts texts) => new(texts is DutchCommandTexts);

    public string Help =>
        Say(
            """
            Neemt een register of een lijst met organisaties en domeinen op, of verandert met de hand wat daarin staat.

            Gebruik:
              register import --source roo|rio|list BESTAND [--list NAAM] [--preview] [--json]
              register correct ORGANISATIE VELD WAARDE|--none|--withdraw --reason TEKST [--json]
              register domain ORGANISATIE DOMEIN [--from DATUM] [--until DATUM|--open] [--withdraw] --reason TEKST [--json]
              register move VAN NAAR DOMEIN... --from DATUM --reason TEKST [--json]
              register link OUD... NIEUW --from DATUM [--reason TEKST] [--json]
              register unlink ORGANISATIE --reason TEKST [--json]
              register join LIJST REGISTER --reason TEKST [--json]

            Opdrachten:
              import   neemt een bestand op
              correct  zet een veld: name, layer, parent, ministry, province, ends-on of main-domain
              domain   geeft een organisatie een maildomein, of zet de dagen ervan
              move     geeft domeinen vanaf een dag aan een andere organisatie, zoals bij een splitsing
              link     wijst een opvolger aan; van meer dan één OUD is het een samenvoeging
              unlink   haalt de opvolger weg
              join     voegt een organisatie die alleen op lijsten staat bij een van een register

            Opties:
              --source BRON   roo: exportOO.xml (organisaties); rio: exportRIO.xml (domeinen); list: CSV, XLSX of ODS.
              --list NAAM     Hoe de lijst heet; zonder deze optie heet zij naar het bestand. Bij rio: de domeinen
                              worden ook een lijst met deze naam.
              --preview       Laat zien wat er zou veranderen; er verandert niets.
              --from DATUM    De eerste dag, zoals 2026-01-01.
              --until DATUM   De eerste dag waarop het domein niet meer van de organisatie is.
              --open          Het domein heeft geen laatste dag.
              --none          Het veld wordt leeg.
              --withdraw      Terug naar wat de bronnen zeggen.
              --reason TEKST  Waarom; komt in het logboek.
              --json          Eén JSON-document.
              --help, -h      Deze tekst.

            Een organisatie noemt u met een sleutel, een systeemId, een TOOI of een OIN.

            Afsluitstatus:
              0  gedaan
              1  gedaan, en er zijn regels geweigerd; of het bestand of de wijziging is geweigerd
              2  een fout in de argumenten of in dit programma
            """,
            """
            Takes in a register or a list of organisations and domains, or changes by hand what is in them.

            Usage:
              register import --source roo|rio|list FILE [--list NAME] [--preview] [--json]
              register correct ORGANISATION FIELD VALUE|--none|--withdraw --reason TEXT [--json]
              register domain ORGANISATION DOMAIN [--from DATE] [--until DATE|--open] [--withdraw] --reason TEXT [--json]
              register move FROM TO DOMAIN... --from DATE --reason TEXT [--json]
              register link OLD... NEW --from DATE [--reason TEXT] [--json]
              register unlink ORGANISATION --reason TEXT [--json]
              register join LISTED REGISTERED --reason TEXT [--json]

            Commands:
              import   takes in a file
              correct  sets a field: name, layer, parent, ministry, province, ends-on or main-domain
              domain   gives an organisation a mail domain, or sets its days
              move     gives domains to another organisation from a day, as where one is split
              link     names a successor; of more than one OLD it is a merger
              unlink   takes the successor away
              join     joins an organisation that only lists know to one of a register

            Options:
              --source SOURCE  roo: exportOO.xml (organisations); rio: exportRIO.xml (domains); list: CSV, XLSX or ODS.
              --list NAME      The name of the list; the file's name where it is not given. With rio: the domains become
                               a list of this name as well.
              --preview        Shows what would change; nothing is changed.
              --from DATE      The first day, such as 2026-01-01.
              --until DATE     The first day on which the domain is no more the organisation's.
              --open           The domain has no last day.
              --none           The field becomes empty.
              --withdraw       Back to what the sources say.
              --reason TEXT    Why; it is written in the audit log.
              --json           One JSON document.
              --help, -h       This text.

            An organisation is named by a key, a systeemId, a TOOI or an OIN.

            Exit status:
              0  done
              1  done, and some lines were refused; or the file or the change was refused
              2  a mistake in the arguments, or a fault of this program
            """
        );

    public string WrongArgument(string argument) =>
        Say(
            $"dit argument ontbreekt of klopt niet: {argument}; 'register --help' zegt hoe het moet",
            $"this argument is missing or wrong: {argument}; 'register --help' says how"
        );

    public string CannotRead(string file, string why) =>
        Say($"kan {file} niet lezen: {why}", $"cannot read {file}: {why}");

    public string Obstacle(ImportObstacle obstacle) =>
        obstacle switch
        {
            ImportObstacle.ListIsOfAnotherKind => Say(
                "er is al een lijst met deze naam die op een andere manier is gemaakt",
                "there is a list of this name already, made in another way"
            ),
            ImportObstacle.ListNameMissing => Say(
                "de naam van de lijst is leeg of langer dan 100 tekens",
                "the name of the list is empty or longer than 100 characters"
            ),
            ImportObstacle.AppliedBefore => Say(
                "dit bestand is al de laatste momentopname van zijn bron",
                "this file is the last snapshot of its source already"
            ),
            ImportObstacle.DifferenceChanged => Say(
                "sinds het voorbeeld is het register veranderd; importeer het bestand opnieuw",
                "the register has changed since the preview; import the file again"
            ),
            _ => Say(
                "een andere import van dezelfde bron kwam ertussen",
                "another import of the same source came between"
            ),
        };

    public string Refusal(CorrectionRefusal refusal) =>
        refusal switch
        {
            CorrectionRefusal.NoSuchOrganisation => Say(
                "deze organisatie is er niet",
                "there is no such organisation"
            ),
            CorrectionRefusal.SameOrganisation => Say(
                "een organisatie kan zichzelf niet opvolgen",
                "an organisation cannot follow itself"
            ),
            CorrectionRefusal.Circle => Say(
                "zo zouden organisaties in een kring lopen",
                "organisations would go round in a circle"
            ),
            CorrectionRefusal.NotADomain => Say("dit is geen domein", "this is no domain"),
            CorrectionRefusal.NoSuchLink => Say(
                "de organisatie heeft dit maildomein dan niet",
                "the organisation does not have this mail domain then"
            ),
            CorrectionRefusal.WrongDates => Say(
                "deze dagen kunnen niet: het einde komt na het begin",
                "these days cannot be: the end comes after the beginning"
            ),
            CorrectionRefusal.WrongValue => Say(
                "deze waarde kan dit veld niet hebben",
                "this field cannot have this value"
            ),
            CorrectionRefusal.OfAPart => Say(
                "dit onderdeel telt bij een andere organisatie; kies het hoofddomein daar",
                "this part counts at another organisation; choose the main domain there"
            ),
            CorrectionRefusal.NotOfAList => Say(
                "deze organisatie staat in een register; alleen een van lijsten wordt bij een andere gevoegd",
                "this organisation is in a register; only one of lists is joined to another"
            ),
            CorrectionRefusal.NotInRegister => Say(
                "die organisatie staat in geen register",
                "that organisation is in no register"
            ),
            CorrectionRefusal.NotCorrected => Say(
                "hier is niets met de hand veranderd",
                "nothing is changed by hand here"
            ),
            _ => Say(
                "de reden is leeg of langer dan 1000 tekens",
                "the reason is empty or longer than 1000 characters"
            ),
        };

    public string Report(ImportReport report, bool preview)
    {
        var text = new StringBuilder();
        text.AppendLine(
            report.Snapshot is { } snapshot
                ? Say($"Momentopname {snapshot}", $"Snapshot {snapshot}")
            : preview
                ? Say(
                    "Nog niets veranderd; dit zou veranderen:",
                    "Nothing is changed yet; this would change:"
                )
            : Say("Geweigerd; er is niets veranderd", "Refused; nothing is changed")
        );
        var o = report.Organisations;
        var d = report.Domains;
        text.AppendLine(
            Line(
                Say("organisaties", "organisations"),
                o.Added,
                o.Changed,
                o.Moved,
                o.Ended,
                o.Missing,
                o.Unchanged
            )
        );
        text.AppendLine(
            Line(
                Say("domeinen", "domains"),
                d.Added,
                d.Changed,
                d.Moved,
                d.Ended,
                d.Missing,
                d.Unchanged
            )
        );
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"  {Say("adressen", "hosts"), -14} {d.Hosts}"
        );
        Append(text, Say("Geweigerd", "Refused"), report.Refused);
        Append(text, Say("Om naar te kijken", "Worth a look"), report.Warnings);
        return text.ToString().TrimEnd();
    }

    private string Line(
        string what,
        int added,
        int changed,
        int moved,
        int ended,
        int missing,
        int unchanged
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"  {what, -14} {added} {Say("nieuw", "added")}, {changed} {Say("gewijzigd", "changed")}, {moved} {Say("verplaatst", "moved")}, {ended} {Say("beëindigd", "ended")}, {missing} {Say("vermist", "missing")}, {unchanged} {Say("gelijk", "unchanged")}"
        );

    private void Append(
        StringBuilder text,
        string head,
        IReadOnlyList<ImportReport.Problem> problems
    )
    {
        if (problems.Count == 0)
        {
            return;
        }
        text.AppendLine(CultureInfo.InvariantCulture, $"{head} ({problems.Count}):");
        foreach (var problem in problems)
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"  {Say("regel", "line")} {problem.Line}: {problem.Reason} {Core.PrintableText.Of(problem.Text)}"
            );
            text.AppendLine(line.TrimEnd());
        }
    }

    private string Say(string inDutch, string inEnglish) => dutch ? inDutch : inEnglish;
}
