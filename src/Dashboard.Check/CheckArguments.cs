using Dashboard.Check.Output;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Check;

/// <summary>What was asked of <c>check</c>.</summary>
/// <param name="File">A file of domains, one a line; "-" is standard input; null where none was named.</param>
/// <param name="Tls">How much is asked about TLS by NCSC, beside the other related standards; null for none of them.</param>
/// <param name="Language">As in <c>--language</c>; null where that of the environment is meant.</param>
/// <param name="Certificate">A file with a planned certificate, which is looked at instead of that of the server.</param>
/// <param name="Settings">Configuration on the command line, such as <c>--Dns:Resolver=127.0.0.1:53</c>.</param>
internal sealed record CheckArguments(
    IReadOnlyList<string> Domains,
    string? File,
    CheckFormat Format,
    TlsProfile? Tls,
    bool Help,
    string? Language,
    string? Certificate,
    string[] Settings
)
{
    public const string StandardInput = "-";
}
