using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using static Dashboard.Core.Outbound.Evidence.AuthenticationOutcome;

namespace Dashboard.Core.Tests.Outbound;

public sealed class SessionEvidenceTests
{
    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(250, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(450, false)]
    [InlineData(550, false)]
    public void Recipient_is_accepted_by_a_reply_of_two_hundred(int code, bool accepted) =>
        new RecipientEvidence(Scene.Opened, null, null, code).Accepted.ShouldBe(accepted);

    [Theory]
    [InlineData(new[] { Pass, Fail }, true)]
    [InlineData(new[] { Fail, Pass }, true)]
    [InlineData(new[] { Fail, Fail }, false)]
    [InlineData(new AuthenticationOutcome[0], false)]
    public void One_signature_that_passes_proves_the_domain(
        AuthenticationOutcome[] signatures,
        bool proves
    )
    {
        var domain = DomainName.Parse("sender.example");
        var identity = new MessageIdentity
        {
            SessionId = Guid.Empty,
            At = Scene.Opened,
            Probe = OutboundProbeId.Control,
            FromDomain = domain,
            FromDomainSpf = Pass,
            SourceAddress = IPAddress.Parse(Source.First.Address),
            Dkim =
            [
                .. signatures.Select(outcome => new DkimIdentity(
                    outcome,
                    domain,
                    "s1",
                    Aligned: true
                )),
            ],
        };

        identity.ProvenDomain.ShouldBe(proves ? domain : null);
    }
}
