using System.Globalization;
using Dashboard.Check.Planned;
using Dashboard.Core.Dns;

namespace Dashboard.Check;

internal sealed class DutchCheckTexts : CheckTexts
{
    public override CultureInfo Language { get; } = CultureInfo.GetCultureInfo(Dutch);

    public override string OneLanguage => "--language is nl of en";

    public override string Help =>
        """
            Controleert of e-mail naar een domein beschermd is met STARTTLS en DANE (RFC 7672).

            Gebruik:
              check [--json | --jsonl | --format VORM] [--standards | --full] [--language nl|en] [--file BESTAND] [--Sectie:Sleutel=waarde ...] DOMEIN...
              check --certificate BESTAND DOMEIN...

            Argumenten:
              DOMEIN         Een maildomein; een e-mailadres of een URL mag ook.

            Opties:
              --file, -f BESTAND  Lees domeinen uit BESTAND, een per regel; "-" is de standaardinvoer; # begint commentaar.
              --json              Eén JSON-document; bij meer domeinen een lijst, in de gevraagde volgorde.
              --jsonl             Eén JSON-document per regel, elk zodra het klaar is.
              --format VORM       report, json, jsonl, nagios (één regel en afsluitstatus 0-3) of prometheus.
              --certificate BESTAND  Vergelijk dit certificaat (PEM, met de keten) met de gepubliceerde TLSA-records.
              --standards         Meet ook de verwante standaarden (MTA-STS, DNSSEC, SPF, DMARC, ...) en TLS volgens NCSC.
                                  Hooguit 7 sessies met een adres, om de 2 s.
              --full              Hetzelfde met alle vragen over TLS: hooguit 15 sessies, om de 5 s.
              --language TAAL     nl of en; zonder deze keuze de taal van de omgeving (LC_ALL, LC_MESSAGES, LANG).
              --help, -h          Deze tekst.

            Instellingen (ook als omgevingsvariabele, zoals Dns__Resolver):
              --Dns:Resolver=ADRES:POORT     De validerende resolver (127.0.0.1:53).
              --Dns:TrustedResolvers:0=ADRES Een resolver elders die u vertrouwt.
              --Dns:Timeout=00:00:05         Geduld met één DNS-vraag.
              --Smtp:Port=25                 De poort waarmee verbinding wordt gemaakt.
              --Probe:Concurrency=N          Aantal domeinen tegelijk.
              --Probe:HeloName=NAAM          De naam in EHLO.
              --Probe:AllowReservedAddresses=true  Verbind ook met privé- en loopbackadressen.

            Afsluitstatus:
              0  elk domein is beschermd
              1  een domein is niet beschermd
              2  een fout in de argumenten of de invoer, of een resolver waarop niet te bouwen is

            """;

    public override string NoDomain => "er is geen domein opgegeven";

    public override string OneFormat => "--json, --jsonl en --format sluiten elkaar uit";

    public override string UnknownFormat => "--format is report, json, jsonl, nagios of prometheus";

    public override string CertificateStandsAlone =>
        "--certificate gaat niet samen met --file, --json, --jsonl en --format";

    public override string NoCertificate(string file) => $"in {file} staat geen certificaat";

    public override string Planned(PlannedOutcome outcome) =>
        outcome switch
        {
            PlannedOutcome.Matches => "een gepubliceerd TLSA-record past bij dit certificaat",
            PlannedOutcome.NothingAsked =>
                "er is geen bruikbaar TLSA-record gepubliceerd, dus DANE stelt geen eis aan dit certificaat",
            PlannedOutcome.Fails =>
                "met dit certificaat bezorgen verzenders die DANE controleren niet meer",
            PlannedOutcome.NoMail =>
                "dit domein ontvangt geen e-mail, dus geen verzender vraagt om een certificaat",
            PlannedOutcome.NoDomain => "dit domein bestaat niet",
            _ => "de gepubliceerde TLSA-records zijn niet op te vragen, dus dit is niet te zeggen",
        };

    public override string SeeHelp => "'check --help' legt het uit.";

    protected override string LineWord => "regel";

    public override string UnknownOption(string option, IEnumerable<string> has) =>
        $"onbekende optie: {option}; check heeft {string.Join(", ", has)}";

    public override string OptionNeedsOneValue(string option) => $"bij {option} hoort één waarde";

    public override string CannotRead(string file, string why) => $"kan {file} niet lezen: {why}";

    public override string CannotWrite(string why) => $"kan de uitkomsten niet schrijven: {why}";

    protected override string Star => "een sterretje staat voor veel namen; geef er een van";

    public override string EmptyList => "er staat geen domein in de lijst";

    protected override string NoMailDomain(string text, string why) =>
        $"'{text}' kan geen maildomein zijn ({why})";

    public override string Why(MailDomainProblem problem) =>
        problem switch
        {
            MailDomainProblem.Empty => "er staat niets",
            MailDomainProblem.SeveralDomains =>
                "er staan meer domeinen; geef elk domein apart, of op een eigen regel van een bestand",
            MailDomainProblem.TooLong => "langer dan 253 tekens",
            MailDomainProblem.LabelTooLong => "een deel tussen twee punten is langer dan 63 tekens",
            MailDomainProblem.EmptyLabel => "er staat niets tussen twee punten",
            MailDomainProblem.IpAddress => "het is een IP-adres",
            MailDomainProblem.SingleLabel =>
                "er zit geen punt in, dus het is geen volledige domeinnaam",
            MailDomainProblem.BadCharacters => "er staat een teken in dat geen domeinnaam heeft",
            MailDomainProblem.Underscore =>
                "er staat een liggend streepje in; dat hebben alleen namen van diensten",
            MailDomainProblem.MisplacedHyphen => "een deel begint of eindigt met een koppelteken",
            MailDomainProblem.NumericTopLevelDomain => "het laatste deel is een getal",
            MailDomainProblem.SpecialUse =>
                "zulke namen worden op internet nooit voor e-mail gebruikt",
            _ => "het is geen domeinnaam",
        };

    public override string OwnFault(string domain, string why) =>
        $"{domain}: niet te controleren door een fout in dit programma: {why}";

    public override string ResolverUnreachable(string resolver) =>
        $"De resolver {resolver} antwoordt niet. Zolang dat zo is, valt over geen enkel domein iets te zeggen; stel Dns:Resolver in.";

    public override string ResolverDoesNotValidate(string resolver) =>
        $"De resolver {resolver} valideert geen DNSSEC, dus van niets is aan te tonen dat het beschermd is. Gebruik een validerende resolver; stel Dns:Resolver in.";

    public override string ResolverNotTrusted(string resolver) =>
        $"De resolver {resolver} staat niet op deze machine, dus zijn oordeel over DNSSEC telt niet. Gebruik er een op een loopbackadres, of noem hem in Dns:TrustedResolvers.";

    public override string Progress(long done, double perSecond, long protectedOnes) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{done} domeinen, {perSecond:0.0}/s, {protectedOnes} beschermd"
        );
}
