using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Inbound.TlsRpt;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>A caller that has nothing to read learns which argument it is.</summary>
public sealed class NullArgumentTests
{
    private static readonly DomainName Domain = Seen.Name("example.nl");

    private static readonly Dictionary<string, (string Argument, Action Call)> All = new()
    {
        ["SpfBreadth.AreTooMany"] = ("networks", () => SpfBreadth.AreTooMany(null!)),
        ["SpfMacro.IsMacroString"] = ("text", () => SpfMacro.IsMacroString(null!)),
        ["SpfMacro.UsesValidatedName"] = ("text", () => SpfMacro.UsesValidatedName(null!)),
        ["SpfMacro.Expand of nothing"] = (
            "text",
            () =>
                SpfMacro.Expand(
                    null!,
                    new("a", Domain, Domain, IPAddress.Loopback, "mx.example.nl")
                )
        ),
        ["SpfMacro.Expand without context"] = ("context", () => SpfMacro.Expand("a", null!)),
        ["SpfRecord.IsSpf"] = ("text", () => SpfRecord.IsSpf(null!)),
        ["SpfDirective.Around"] = (
            "host",
            () => new SpfDirective(SpfQualifier.Pass, SpfMechanism.A).Around(null!)
        ),
        ["DmarcRecord.TryParse"] = ("text", () => DmarcRecord.TryParse(null!, out _)),
        ["TreeWalk.Steps"] = ("start", () => TreeWalk.Steps(null!)),
        ["TreeWalk.Organisational"] = ("found", () => TreeWalk.Organisational(Domain, null!)),
        ["MailAuthenticationQuestions.OfSpf"] = (
            "observed",
            () => MailAuthenticationQuestions.OfSpf(Domain, null!)
        ),
        ["MailAuthenticationQuestions.OfReports"] = (
            "suffixes",
            () => MailAuthenticationQuestions.OfReports(Domain, [], null!)
        ),
        ["StsPolicy.Lists"] = ("host", () => new StsPolicy().Lists(null!)),
        ["StsPolicyReader.Read"] = ("text", () => StsPolicyReader.Read(null!)),
        ["StsRecord.IsOne"] = ("text", () => StsRecord.IsOne(null!)),
        ["StsRecord.Read"] = ("text", () => StsRecord.Read(null!)),
        ["TlsRptRecord.IsOne"] = ("text", () => TlsRptRecord.IsOne(null!)),
        ["TlsRptRecord.Read"] = ("text", () => TlsRptRecord.Read(null!)),
        ["TlsNcscJudgement.Judge"] = (
            "observation",
            () => TlsNcscJudgement.Judge(null!, NcscMethod.Ncsc2025, excluded: null)
        ),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Argument_that_is_null_is_named(string name)
    {
        var (argument, call) = All[name];
        Should.Throw<ArgumentNullException>(call).ParamName.ShouldBe(argument);
    }
}
