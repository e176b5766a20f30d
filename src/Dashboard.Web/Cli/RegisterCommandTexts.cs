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
            Neemt een register of een lijst met organisaties en domeinen op, of wijst een opvolger aan.

            Gebruik:
              register import --source roo|rio|list BESTAND [--list NAAM] [--preview] [--json]
              register link OUD NIEUW --from DATUM [--json]

            Opties:
              --source BRON  roo: exportOO.xml (organisaties); rio: exportRIO.xml (domeinen); list: CSV, XLSX of ODS.
              --list NAAM    Hoe de lijst heet; zonder deze optie heet zij naar het bestand. Bij rio: de domeinen worden
                             ook een lijst met deze naam.
              --preview      Laat zien wat er zou veranderen; er verandert niets.
              --from DATUM   Vanaf welke dag NIEUW de opvolger van OUD is, zoals 2026-01-01.
              --json         Eén JSON-document.
              --help, -h     Deze tekst.

            OUD en NIEUW zijn een systeemId, een TOOI of een OIN.

            Afsluitstatus:
              0  gedaan
              1  gedaan, en er zijn regels geweigerd; of het bestand of de opvolger is geweigerd
              2  een fout in de argumenten of in dit programma
            """,
            """
            Takes in a register or a list of organisations and domains, or names a successor.

            Usage:
              register import --source roo|rio|list FILE [--list NAME] [--preview] [--json]
              register link OLD NEW --from DATE [--json]

            Options:
              --source SOURCE  roo: exportOO.xml (organisations); rio: exportRIO.xml (domains); list: CSV, XLSX or ODS.
              --list NAME      The name of the list; the file's name where it is not given. With rio: the domains become
                               a list of this name as well.
              --preview        Shows what would change; nothing is changed.
              --from DATE      The day from which NEW follows OLD, such as 2026-01-01.
              --json           One JSON document.
              --help, -h       This text.

            OLD and NEW are a systeemId, a TOOI or an OIN.

            Exit status:
              0  done
              1  done, and some lines were refused; or the file or the successor was refused
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
            _ => Say(
                "zo zouden opvolgers in een kring lopen",
                "successors would go round in a circle"
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
