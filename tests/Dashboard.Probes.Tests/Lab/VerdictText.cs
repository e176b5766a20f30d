using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>Verdicts as JSON, to be compared.</summary>
internal static partial class VerdictText
{
    public static string Of<T>(T verdict) =>
        JsonSerializer.Serialize(verdict, EvidenceJson.Options);

    /// <summary>But for how many sessions were looked at, and how many of them differ.</summary>
    public static string Unnumbered<T>(T verdict) => Numbers().Replace(Of(verdict), "$1#");

    [GeneratedRegex("""("(?:sessions|others)":)"?[0-9]+"?""")]
    private static partial Regex Numbers();
}
