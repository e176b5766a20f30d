using System.Globalization;
using Dashboard.Check.Planned;
using Dashboard.Core.Dns;

namespace Dashboard.Check;

internal sealed class EnglishCheckTexts : CheckTexts
{
    public override CultureInfo Language { get; } = CultureInfo.GetCultureInfo(English);

    public override string OneLanguage => "--language is nl or en";

    public override string Help =>
        """
            Checks whether mail to a domain is protected by STARTTLS and DANE (RFC 7672).

            Usage:
              check [--json | --jsonl | --format FORMAT] [--standards | --full] [--language nl|en] [--file FILE] [--Section:Key=value ...] DOMAIN...
              check --certificate FILE DOMAIN...

            Arguments:
              DOMAIN         A mail domain; an e-mail address or a URL is understood too.

            Options:
              --file, -f FILE  Read domains from FILE, one a line; "-" is standard input; # starts a comment.
              --json           One JSON document; with more than one domain an array, in the order asked.
              --jsonl          One JSON document a line, each as soon as it is ready.
              --format FORMAT  report, json, jsonl, nagios (one line and exit status 0-3) or prometheus.
              --certificate FILE  Compare this certificate (PEM, with its chain) with the published TLSA records.
              --standards      Measure the related standards (MTA-STS, DNSSEC, SPF, DMARC, ...) and TLS by NCSC too.
                               At most 7 sessions with an address, 2 s apart.
              --full           The same with all questions about TLS: at most 15 sessions, 5 s apart.
              --language L     nl or en; without it that of the environment (LC_ALL, LC_MESSAGES, LANG).
              --help, -h       This text.

            Settings (also as environment variables, such as Dns__Resolver):
              --Dns:Resolver=ADDRESS:PORT    The validating resolver (127.0.0.1:53).
              --Dns:TrustedResolvers:0=ADDR  A resolver elsewhere whose word is believed.
              --Dns:Timeout=00:00:05         Timeout of one DNS question.
              --Smtp:Port=25                 The port connected to.
              --Probe:Concurrency=N          Domains looked at together.
              --Probe:HeloName=NAME          The name said in EHLO.
              --Probe:AllowReservedAddresses=true  Connect to private and loopback addresses too.

            Exit status:
              0  every domain is protected
              1  some domain is not
              2  a mistake in the arguments or the input, or a resolver that cannot be relied upon

            """;

    public override string NoDomain => "no domain was given";

    public override string OneFormat => "--json, --jsonl and --format exclude each other";

    public override string UnknownFormat => "--format is report, json, jsonl, nagios or prometheus";

    public override string CertificateStandsAlone =>
        "--certificate does not go with --file, --json, --jsonl or --format";

    public override string NoCertificate(string file) => $"{file} holds no certificate";

    public override string Planned(PlannedOutcome outcome) =>
        outcome switch
        {
            PlannedOutcome.Matches => "a published TLSA record matches this certificate",
            PlannedOutcome.NothingAsked =>
                "no usable TLSA record is published, so DANE asks nothing of this certificate",
            PlannedOutcome.Fails =>
                "with this certificate senders that verify DANE would stop delivering",
            PlannedOutcome.NoMail =>
                "this domain accepts no mail, so no sender asks for a certificate",
            PlannedOutcome.NoDomain => "this domain does not exist",
            _ => "the published TLSA records cannot be looked up, so this cannot be told",
        };

    public override string SeeHelp => "'check --help' says how.";

    protected override string LineWord => "line";

    public override string UnknownOption(string option, IEnumerable<string> has) =>
        $"unknown option: {option}; check has {string.Join(", ", has)}";

    public override string OptionNeedsOneValue(string option) => $"{option} needs one value";

    public override string CannotRead(string file, string why) => $"cannot read {file}: {why}";

    public override string CannotWrite(string why) => $"cannot write the results: {why}";

    protected override string Star => "a star stands for many names; give one of them";

    public override string EmptyList => "the list has no domain";

    protected override string NoMailDomain(string text, string why) =>
        $"'{text}' cannot be a mail domain ({why})";

    public override string Why(MailDomainProblem problem) =>
        problem switch
        {
            MailDomainProblem.Empty => "it is empty",
            MailDomainProblem.SeveralDomains =>
                "it names more than one domain; give each on its own, or on a line of its own in a file",
            MailDomainProblem.TooLong => "it is longer than 253 characters",
            MailDomainProblem.LabelTooLong =>
                "a part between two dots is longer than 63 characters",
            MailDomainProblem.EmptyLabel => "there is nothing between two dots",
            MailDomainProblem.IpAddress => "it is an IP address",
            MailDomainProblem.SingleLabel => "it has no dot, so it is not a full domain name",
            MailDomainProblem.BadCharacters => "it has a character that no domain name has",
            MailDomainProblem.Underscore => "it has an underscore, which only service names have",
            MailDomainProblem.MisplacedHyphen => "a part begins or ends with a hyphen",
            MailDomainProblem.NumericTopLevelDomain => "its last part is a number",
            MailDomainProblem.SpecialUse =>
                "names like this are never used for mail on the Internet",
            _ => "it is not a domain name",
        };

    public override string OwnFault(string domain, string why) =>
        $"{domain}: could not be checked through a fault of this program: {why}";

    public override string ResolverUnreachable(string resolver) =>
        $"The resolver {resolver} does not answer. Nothing can be said of any domain until it does; set Dns:Resolver.";

    public override string ResolverDoesNotValidate(string resolver) =>
        $"The resolver {resolver} does not validate DNSSEC, so nothing can be shown to be protected. Use a validating resolver; set Dns:Resolver.";

    public override string ResolverNotTrusted(string resolver) =>
        $"The resolver {resolver} is not on this machine, so its word on DNSSEC is not believed. Use one on a loopback address, or name it in Dns:TrustedResolvers.";

    public override string Progress(long done, double perSecond, long protectedOnes) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{done} domains, {perSecond:0.0}/s, {protectedOnes} protected"
        );
}
