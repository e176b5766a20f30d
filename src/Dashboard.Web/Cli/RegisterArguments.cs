using Dashboard.Core;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Cli;

/// <summary>What <c>register import</c> is asked.</summary>
internal sealed record RegisterArguments
{
    public RegisterSource? Source { get; private init; }

    public string? File { get; private init; }

    public string? ListName { get; private init; }

    public bool Preview { get; private init; }

    public bool Json { get; private init; }

    /// <param name="wrong">The argument that is wrong, or what is missing.</param>
    public static bool TryRead(string[] words, out RegisterArguments asked, out string wrong)
    {
        asked = new();
        wrong = words[0];
        var plain = new List<string>();
        string? source = null;
        for (var at = 1; at < words.Length; at++)
        {
            var (option, value) =
                words[at].Split('=', 2) is [var name, var text]
                && name.StartsWith("--", StringComparison.Ordinal)
                    ? (name, (string?)text)
                    : (words[at], null);
            string? Value() => value ?? (at + 1 < words.Length ? words[++at] : null);
            wrong = option;
            switch (option)
            {
                case "--json" or "--jsonl":
                    asked = asked with { Json = true };
                    break;
                case "--preview":
                    asked = asked with { Preview = true };
                    break;
                case "--source":
                    source = Value();
                    if (source is null)
                    {
                        return false;
                    }
                    break;
                case "--list":
                    if (Value() is not { } list)
                    {
                        return false;
                    }
                    asked = asked with { ListName = list };
                    break;
                case ['-', _, ..]:
                    return false;
                default:
                    plain.Add(words[at]);
                    break;
            }
        }
        return words[0] switch
        {
            "import" => ReadImport(ref asked, plain, source, out wrong),
            _ => Wrong(words[0], out wrong),
        };
    }

    private static bool ReadImport(
        ref RegisterArguments asked,
        List<string> plain,
        string? source,
        out string wrong
    )
    {
        if (!Slug.TryParse(source, out RegisterSource known) || known == RegisterSource.Manual)
        {
            return Wrong("--source", out wrong);
        }
        if (known == RegisterSource.Roo && asked.ListName is not null)
        {
            return Wrong("--list", out wrong);
        }
        if (plain is not [var file])
        {
            return Wrong(plain.Count == 0 ? "FILE" : plain[1], out wrong);
        }
        asked = asked with { Source = known, File = file };
        wrong = string.Empty;
        return true;
    }

    private static bool Wrong(string argument, out string wrong)
    {
        wrong = argument;
        return false;
    }
}
