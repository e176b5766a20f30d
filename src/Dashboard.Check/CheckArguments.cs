using Dashboard.Check.Output;

namespace Dashboard.Check;

/// <summary>What was asked of <c>check</c>.</summary>
/// <param name="File">A file of domains, one a line; "-" is standard input; null where none was named.</param>
/// <param name="Standards">The related standards are measured too.</param>
/// <param name="Language">As in <c>--language</c>; null where that of the environment is meant.</param>
/// <param name="Settings">Configuration on the command line, such as <c>--Dns:Resolver=127.0.0.1:53</c>.</param>
internal sealed record CheckArguments(
    IReadOnlyList<string> Domains,
    string? File,
    CheckFormat Format,
    bool Standards,
    bool Help,
    string? Language,
    string[] Settings
)
{
    public const string StandardInput = "-";
}
