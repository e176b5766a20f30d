using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound;

/// <summary>
/// A verdict for who has the reading link. The names that a sender asked for hold the token of the test, and a reader who knows that can
/// mail to its addresses: it is replaced wherever it is, whatever part of the evidence tells it.
/// </summary>
internal static class ReaderVerdict
{
    /// <summary>A label that no test has as its token.</summary>
    private const string Hidden = "hidden";

    public static OutboundVerdict Of(OutboundVerdict verdict, TestToken token) =>
        JsonSerializer.Deserialize<OutboundVerdict>(
            JsonSerializer
                .Serialize(verdict, EvidenceJson.Options)
                .Replace(token.Value, Hidden, StringComparison.OrdinalIgnoreCase),
            EvidenceJson.Options
        )!;
}
