using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>A fault of the caller is named as one, where it is made.</summary>
public sealed class NullArgumentTests
{
    private sealed record NullCase(string Parameter, Action Call);

    private static readonly Scene Some = Scene
        .Of()
        .See(Control, TimeSpan.FromSeconds(1), SessionShape.MailOverTls);

    private static readonly Dictionary<string, NullCase> NullCases = new()
    {
        ["judgement of no test"] = new(
            "test",
            () => OutboundJudgement.Judge(null!, TestEvidence.Empty, [], [], Scene.Opened)
        ),
        ["judgement of no evidence"] = new(
            "evidence",
            () => OutboundJudgement.Judge(Some.Test, null!, [], [], Scene.Opened)
        ),
        ["clock of no test"] = new(
            "test",
            () => JudgementClock.NextChange(null!, TestEvidence.Empty, [], Scene.Opened)
        ),
        ["clock of no evidence"] = new(
            "evidence",
            () => JudgementClock.NextChange(Some.Test, null!, [], Scene.Opened)
        ),
        ["senders of no evidence"] = new("evidence", () => SenderGroups.Form(null!, [], [])),
        ["senders of no identities"] = new(
            "identities",
            () => SenderGroups.Form(TestEvidence.Empty, null!, [])
        ),
        ["senders without gaps"] = new(
            "gaps",
            () => SenderGroups.Form(TestEvidence.Empty, [], null!)
        ),
        ["keeping of no session"] = new(
            "session",
            () => SessionKeeping.Decide(null!, null, [], [], new HashSet<Guid>())
        ),
        ["keeping without a set of known tests"] = new(
            "known",
            () => SessionKeeping.Decide(Some.Sessions[0], null, [], [], null!)
        ),
        ["document of no test"] = new(
            "test",
            () => OutboundDocument.Create(null!, Some.Judge(TimeSpan.FromMinutes(1)))
        ),
        ["document of no verdict"] = new(
            "verdict",
            () => OutboundDocument.Create(Some.Test, null!)
        ),
        ["document of no sender"] = new("sender", () => SenderDocument.Of(null!)),
        ["document of no judgement"] = new("judgement", () => SenderProbeDocument.Of(null!)),
        ["document of no open judgement"] = new("judgement", () => OpenProbeDocument.Of(null!)),
    };

    public static TheoryData<string> Nulls => [.. NullCases.Keys];

    [Theory]
    [MemberData(nameof(Nulls))]
    public void Argument_that_is_null_is_named(string name)
    {
        var given = NullCases[name];

        Should.Throw<ArgumentNullException>(given.Call).ParamName.ShouldBe(given.Parameter);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void Token_is_of_16_octets(int octets) =>
        Should.Throw<ArgumentOutOfRangeException>(() => TestToken.FromOctets(new byte[octets]));
}
