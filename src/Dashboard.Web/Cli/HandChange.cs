using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dashboard.Core;
using Dashboard.Data.Organisations;

namespace Dashboard.Web.Cli;

/// <summary>What <c>register</c> is asked to change by hand, such as <c>register correct 90017 layer gr --reason TEXT</c>.</summary>
internal sealed record HandChange(string Verb)
{
    public const string Link = "link";
    public const string Unlink = "unlink";
    public const string Correct = "correct";
    public const string Domain = "domain";
    public const string Move = "move";
    public const string Join = "join";

    /// <param name="Names">What is behind the verb, for the one who left it out.</param>
    /// <param name="Most">Words behind the verb.</param>
    private sealed record Grammar(string Names, int Least, int Most, params string[] Options);

    private static readonly Dictionary<string, Grammar> Verbs = new(StringComparer.Ordinal)
    {
        [Link] = new("OLD NEW", 2, int.MaxValue, "--from", "--reason"),
        [Unlink] = new("ORGANISATION", 1, 1, "--reason"),
        [Correct] = new("ORGANISATION FIELD VALUE", 2, 3, "--none", "--withdraw", "--reason"),
        [Domain] = new(
            "ORGANISATION DOMAIN",
            2,
            2,
            "--from",
            "--until",
            "--open",
            "--withdraw",
            "--reason"
        ),
        [Move] = new("FROM TO DOMAIN", 3, int.MaxValue, "--from", "--reason"),
        [Join] = new("LISTED REGISTERED", 2, 2, "--reason"),
    };

    /// <summary>What is behind the verb, in its order.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>Of <c>correct</c>.</summary>
    public OrganisationField Field { get; private init; }

    public DateOnly? From { get; private init; }

    public DateOnly? Until { get; private init; }

    /// <summary>A domain goes on: there is no day on which it ends.</summary>
    public bool Open { get; private init; }

    /// <summary>The field is empty from now on.</summary>
    public bool None { get; private init; }

    /// <summary>Back to what the sources say.</summary>
    public bool Withdraw { get; private init; }

    /// <summary>Null where it is left out, which <c>link</c> alone may do.</summary>
    public string? Reason { get; private init; }

    public bool Json { get; private init; }

    public static bool IsVerb(string word) => Verbs.ContainsKey(word);

    /// <param name="wrong">The argument that is wrong, or what is missing.</param>
    public static bool TryRead(
        string[] words,
        [NotNullWhen(true)] out HandChange? change,
        out string wrong
    )
    {
        var grammar = Verbs[words[0]];
        var plain = new List<string>();
        var read = new HandChange(words[0]);
        change = null;
        for (var at = 1; at < words.Length; at++)
        {
            var (option, value) =
                words[at].Split('=', 2) is [var name, var text]
                && name.StartsWith("--", StringComparison.Ordinal)
                    ? (name, (string?)text)
                    : (words[at], null);
            wrong = option;
            if (option is "--json" or "--jsonl")
            {
                read = read with { Json = true };
                continue;
            }
            if (option is not ['-', _, ..])
            {
                plain.Add(words[at]);
                continue;
            }
            if (!grammar.Options.Contains(option, StringComparer.Ordinal))
            {
                return false;
            }
            if (option is "--open" or "--none" or "--withdraw")
            {
                read = read.With(option);
                continue;
            }
            value ??= at + 1 < words.Length ? words[++at] : null;
            if (value is null || !read.TryTake(option, value, out read))
            {
                return false;
            }
        }
        wrong = plain.Count < grammar.Least ? grammar.Names : "";
        if (wrong.Length == 0 && plain.Count > grammar.Most)
        {
            wrong = plain[grammar.Most];
        }
        if (wrong.Length > 0)
        {
            return false;
        }
        read = read with { Words = plain };
        wrong = read.Missing();
        if (wrong.Length > 0)
        {
            return false;
        }
        if (read.Verb == Correct)
        {
            if (!Slug.TryParse(plain[1], out OrganisationField field))
            {
                wrong = plain[1];
                return false;
            }
            read = read with { Field = field };
        }
        change = read;
        return true;
    }

    private HandChange With(string option) =>
        option switch
        {
            "--open" => this with { Open = true },
            "--none" => this with { None = true },
            _ => this with { Withdraw = true },
        };

    private bool TryTake(string option, string value, out HandChange taken)
    {
        taken = this with { Reason = option == "--reason" ? value : Reason };
        if (option == "--reason")
        {
            return true;
        }
        var isDay = DateOnly.TryParseExact(
            value,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        );
        taken = option == "--from" ? this with { From = day } : this with { Until = day };
        return isDay;
    }

    /// <summary>What a verb asks of its options beside the others, and is not there; empty where nothing is missing.</summary>
    private string Missing() =>
        Verb is Link or Move && From is null ? "--from"
        : Verb != Link && Reason is null ? "--reason"
        : Verb == Correct && (Words.Count == 3 ? 1 : 0) + (None ? 1 : 0) + (Withdraw ? 1 : 0) != 1
            ? "VALUE"
        : Verb != Domain ? string.Empty
        : Withdraw && (Open || (From ?? Until) is not null) ? "--withdraw"
        : Open && Until is not null ? "--open"
        : string.Empty;
}
