using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Comparison;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Explanations;
using Dashboard.Web.Features.Rounds.Start;

namespace Dashboard.Web.Cli.Rounds;

/// <summary>What the commands of rounds say to people.</summary>
internal sealed class RoundTexts(bool dutch)
{
    public static RoundTexts Of(CommandTexts texts) => new(texts is DutchCommandTexts);

    public string Help =>
        dutch
            ? """
                round start --name NAAM [--list LIJST] [--profile dane|round|full]
                                      begint een meetronde van alle maildomeinen, of van een lijst
                round status ID       waar de ronde is
                round wait ID [--until STAND]
                                      wacht tot de ronde zo ver is; zonder stand: tot de correctieperiode
                round pause|resume|cancel ID
                round confirm-now ID  hertest dalingen zonder de wachttijd; staat bij de ronde vermeld
                round remeasure ID DOMEIN --reason TEKST
                                      meet een domein opnieuw; de uitkomst vervangt het resultaat
                round close ID [--early]
                                      sluit de correctieperiode, met --early voor haar einddatum
                round publish ID      maakt een gesloten ronde openbaar
                round figures ID [--view strict|forum] [--dimension all|layer|ministry|province|provider]
                round agreements|mail-flow|providers|summary|results ID
                round changes ID [--against ID]
                round compare ID BESTAND
                                      zet resultaten van een batch van internet.nl (JSON) naast de ronde
                sending set ORGANISATIE enforces|does-not|unknown
                                      alleen in een lab
                explanations add --organisation SLEUTEL --standard STANDAARD --text TEKST
                                 [--domain DOMEIN] [--from DATUM] [--until DATUM] [--role ROL]
                --json geeft een object of lijst, --jsonl een regel per onderdeel.
                Uitgang: 0 gedaan, 1 geweigerd of mislukt, 2 verkeerd gebruik of een fout van ons.
                """
            : """
                round start --name NAME [--list LIST] [--profile dane|round|full]
                                      starts a round of every mail domain, or of a list
                round status ID       where the round is
                round wait ID [--until STATE]
                                      waits until the round is there; without a state: the correction period
                round pause|resume|cancel ID
                round confirm-now ID  re-tests drops without the waiting time; noted in the round
                round remeasure ID DOMAIN --reason TEXT
                                      measures a domain again; the outcome replaces the result
                round close ID [--early]
                                      ends the correction period, with --early before its date
                round publish ID      makes a closed round public
                round figures ID [--view strict|forum] [--dimension all|layer|ministry|province|provider]
                round agreements|mail-flow|providers|summary|results ID
                round changes ID [--against ID]
                round compare ID FILE puts results of a batch of internet.nl (JSON) beside the round
                sending set ORGANISATION enforces|does-not|unknown
                                      only in a lab
                explanations add --organisation KEY --standard STANDARD --text TEXT
                                 [--domain DOMAIN] [--from DATE] [--until DATE] [--role ROLE]
                --json prints an object or array, --jsonl a line each.
                Exit status: 0 done, 1 refused or failed, 2 wrong usage or a fault of ours.
                """;

    public string Unknown(string argument) =>
        dutch ? $"Onbekend argument: {argument}" : $"Unknown argument: {argument}";

    public string NotReady =>
        dutch
            ? "De ronde heeft nog geen cijfers; 'round wait' wacht erop."
            : "The round has no figures yet; 'round wait' waits for them.";

    public string NothingToCompare =>
        dutch
            ? "Er is geen eerdere gepubliceerde ronde om mee te vergelijken."
            : "There is no earlier published round to compare with.";

    public string NoFile(string path) =>
        dutch ? $"Het bestand {path} kan niet gelezen worden." : $"The file {path} cannot be read.";

    public string Refusal(ResultFileProblem problem) =>
        (problem, dutch) switch
        {
            (ResultFileProblem.TooLarge, true) =>
                "Het bestand is te groot: ten hoogste 200 MB. Verdeel de domeinen over meer batches.",
            (ResultFileProblem.TooLarge, false) =>
                "The file is too large: 200 MB at most. Divide the domains over more batches.",
            (ResultFileProblem.Unreadable, true) =>
                "Het bestand is geen JSON, of het is afgebroken. Haal de resultaten opnieuw op.",
            (ResultFileProblem.Unreadable, false) =>
                "The file is not JSON, or it is cut off. Fetch the results again.",
            (ResultFileProblem.Web, true) =>
                "Dit zijn resultaten van websites. Alleen een batch van het type mail kan vergeleken worden.",
            (ResultFileProblem.Web, false) =>
                "These are results of websites. Only a batch of the type mail can be compared.",
            (_, true) =>
                "Het bestand heeft geen resultaten van een batch: het antwoord op /requests/ID/results is nodig.",
            (_, false) =>
                "The file has no results of a batch: the answer to /requests/ID/results is needed.",
        };

    public string NoSuchOrganisation(string key) =>
        dutch ? $"Geen organisatie met sleutel {key}." : $"No organisation with the key {key}.";

    public string NotALab =>
        dutch
            ? "Dit kan alleen in een database die voor een lab is gemaakt."
            : "This can only be done in a database that was made for a lab.";

    public string Progress(RoundStatus status) =>
        dutch
            ? $"{Slug.Of(status.State)}: {status.Done} van {status.Domains} domeinen, {status.Sessions} sessies"
            : $"{Slug.Of(status.State)}: {status.Done} of {status.Domains} domains, {status.Sessions} sessions";

    public string Refusal(ControlRefusal refusal) =>
        refusal switch
        {
            ControlRefusal.NoSuchRound => dutch
                ? "Er is geen ronde met dat nummer."
                : "There is no round with that number.",
            ControlRefusal.WrongState => dutch
                ? "Dat kan niet in de stand waarin de ronde is."
                : "That cannot be done in the state that the round is in.",
            ControlRefusal.CorrectionNotOver => dutch
                ? "De correctieperiode is nog niet voorbij; --early sluit haar eerder."
                : "The correction period is not over; --early closes it before.",
            ControlRefusal.BeingMeasured => dutch
                ? "Er wordt nog een domein opnieuw gemeten."
                : "A domain is still being measured again.",
            ControlRefusal.LabSending => dutch
                ? "De ronde gebruikt verzendstanden van een lab en kan hier niet openbaar worden."
                : "The round uses sending states of a lab and cannot be published here.",
            ControlRefusal.NotPublishable => dutch
                ? "Alleen een meting wordt openbaar, niet de actuele stand."
                : "Only a measurement is published, not the current state.",
            ControlRefusal.NoSuchDomain => dutch
                ? "Dat domein staat niet op de lijst van de ronde."
                : "That domain is not on the list of the round.",
            _ => dutch ? "Geef met --reason een reden." : "Give a reason with --reason.",
        };

    public string Refusal(ExplanationRefusal refusal) =>
        refusal switch
        {
            ExplanationRefusal.NoSuchOrganisation => dutch
                ? "Geen organisatie met die sleutel (--organisation)."
                : "No organisation with that key (--organisation).",
            ExplanationRefusal.TextMissing => dutch
                ? $"Geef met --text een tekst van hoogstens {ExplanationMapping.LongestText} tekens."
                : $"Give a text of at most {ExplanationMapping.LongestText} characters with --text.",
            ExplanationRefusal.RoleMissing => dutch
                ? "Geef met --role een rol, zoals gemeentesecretaris."
                : "Give a role with --role, such as secretary.",
            _ => dutch
                ? "De uitleg eindigt voor zij begint."
                : "The explanation ends before it begins.",
        };

    public string Refusal(RoundRefusal refusal) =>
        refusal switch
        {
            RoundRefusal.NameMissing => dutch
                ? $"Geef met --name een naam van hoogstens {RoundMapping.LongestName} tekens."
                : $"Give a name of at most {RoundMapping.LongestName} characters with --name.",
            RoundRefusal.NoSuchProfile => dutch
                ? "Het profiel is dane, round of full."
                : "The profile is dane, round or full.",
            RoundRefusal.NoSuchList => dutch
                ? "Er is geen lijst met die naam."
                : "There is no list of that name.",
            _ => dutch
                ? "De lijst heeft vandaag geen maildomeinen."
                : "The list has no mail domains today.",
        };
}
