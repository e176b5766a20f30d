using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>
/// Reads the text of a policy (RFC 8461 section 3.2): lines of a key and a value, ended by LF or CRLF. Keys that nobody knows
/// are passed over, and so are empty lines, as senders in use do.
/// </summary>
public static partial class StsPolicyReader
{
    /// <summary>Never throws, whatever the text is.</summary>
    public static StsPolicy Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var patterns = new HashSet<string>(StringComparer.Ordinal);
        var kept = new List<string>();
        var malformed = false;
        var repeated = false;
        foreach (var line in text.Split('\n').Select(WithoutEnd).Where(line => line.Length > 0))
        {
            var field = Field().Match(line);
            if (!field.Success)
            {
                malformed = true;
                continue;
            }
            var (key, value) = (field.Groups["key"].Value, field.Groups["value"].Value);
            if (key != "mx")
            {
                repeated |= !fields.TryAdd(key, value) && key is "version" or "mode" or "max_age";
            }
            else if (IsPattern(value) && patterns.Add(value.ToLowerInvariant()))
            {
                kept.Add(value.ToLowerInvariant());
            }
        }
        StsMode? mode = fields.GetValueOrDefault("mode") switch
        {
            "none" => StsMode.None,
            "testing" => StsMode.Testing,
            "enforce" => StsMode.Enforce,
            _ => null,
        };
        var maxAge = MaxAge(fields.GetValueOrDefault("max_age"));
        return new StsPolicy
        {
            Mode = mode,
            MaxAge = maxAge,
            Mx = [.. kept.Take(StsPolicy.MostMx)],
            OmittedMx = Math.Max(kept.Count - StsPolicy.MostMx, 0),
            HasRepeatedField = repeated,
            Problems = [.. Problems(fields, mode, maxAge, kept.Count, malformed)],
        };
    }

    private static IEnumerable<StsPolicyProblem> Problems(
        Dictionary<string, string> fields,
        StsMode? mode,
        int? maxAge,
        int patterns,
        bool malformed
    )
    {
        if (malformed)
        {
            yield return StsPolicyProblem.Malformed;
        }
        if (fields.GetValueOrDefault("version") is not "STSv1")
        {
            yield return fields.ContainsKey("version")
                ? StsPolicyProblem.VersionWrong
                : StsPolicyProblem.VersionMissing;
        }
        if (mode is null)
        {
            yield return fields.ContainsKey("mode")
                ? StsPolicyProblem.ModeWrong
                : StsPolicyProblem.ModeMissing;
        }
        if (maxAge is null)
        {
            yield return fields.ContainsKey("max_age")
                ? StsPolicyProblem.MaxAgeWrong
                : StsPolicyProblem.MaxAgeMissing;
        }
        if (patterns == 0 && mode != StsMode.None)
        {
            yield return StsPolicyProblem.MxMissing;
        }
    }

    /// <summary>One to ten digits (section 3.2).</summary>
    private static int? MaxAge(string? value) =>
        value is { Length: > 0 and <= 10 }
        && value.All(char.IsAsciiDigit)
        && long.Parse(value, CultureInfo.InvariantCulture) is <= StsPolicy.LongestMaxAge and var age
            ? (int)age
            : null;

    private static bool IsPattern(string value) =>
        DomainName.TryParse(
            value.StartsWith("*.", StringComparison.Ordinal) ? value[2..] : value,
            out var name
        )
        && !name.IsRoot
        && name.HasPlainLabels
        && !value.EndsWith('.');

    private static string WithoutEnd(string line) =>
        (line.EndsWith('\r') ? line[..^1] : line).TrimEnd(' ', '\t');

    /// <summary>A value may hold anything that is printed, spaces within it too.</summary>
    [GeneratedRegex(
        @"\A(?<key>[A-Za-z0-9][A-Za-z0-9_.-]{0,31}):[ \t]*(?<value>[^\s\p{C}](?:[^\r\n\p{Cc}]*))\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Field();
}
