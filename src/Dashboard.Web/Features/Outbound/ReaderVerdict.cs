using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound;

/// <summary>
/// A verdict for who has the reading link. The names that a sender asked for hold the tokens of the test: who knows that of the addresses
/// can mail to them, and who knows that of the hosts can visit them and ask for their records. Both are replaced wherever they are,
/// whatever part of the evidence tells them.
/// </summary>
internal static class ReaderVerdict
{
    /// <summary>A label that no test has as its token.</summary>
    private const string Hidden = "hidden";

    public static OutboundVerdict Of(OutboundVerdict verdict, OutboundTest test) =>
        JsonSerializer.Deserialize<OutboundVerdict>(
            JsonSerializer
                .Serialize(verdict, EvidenceJson.Options)
                .Replace(test.Token.Value, Hidden, StringComparison.OrdinalIgnoreCase)
                .Replace(test.HostToken.Value, Hidden, StringComparison.OrdinalIgnoreCase),
            EvidenceJson.Options
        )!;
}
