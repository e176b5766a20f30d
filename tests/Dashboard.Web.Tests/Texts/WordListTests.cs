using System.Text.RegularExpressions;

namespace Dashboard.Web.Tests.Texts;

/// <summary>The pages use one word for one thing, and the plain one: no text holds a word of the lists below.</summary>
public sealed class WordListTests
{
    private static readonly IReadOnlyList<Word> Dutch =
    [
        new() { Wrong = @"(?<!\b[Hh]et )\b\w+e DNS\b(?!-)", Right = "het DNS, vervalst DNS" },
        new() { Wrong = @"\b[Ww]e\b", Right = "wij" },
        new() { Wrong = @"\bpost\b", Right = "e-mail" },
        new() { Wrong = @"naamserver", Right = "nameserver" },
        new() { Wrong = @"(?<!Secure )\b[Ee]mail", Right = "e-mail" },
        new() { Wrong = @"(?<![\w-])[Mm]ail(?! deze test| \{)(?![\w:-])", Right = "e-mail" },
        new()
        {
            Wrong = @"afgegeven|afgeven|\baf te geven\b|geeft .{0,30}bericht .{0,20}\baf\b",
            Right = "bezorgen",
        },
        new() { Wrong = @"aflever|afgelever", Right = "bezorgen" },
        new() { Wrong = @"gebleken", Right = "vastgesteld" },
        new()
        {
            // It is our own, and was made on purpose.
            Wrong =
                @"hersteld door ons|door ons hersteld|wij de fout hadden hersteld|fout is hersteld|herstel van de fout|na het herstel",
            Right = "wij hebben de fout rechtgezet",
        },
        new() { Wrong = @"\b[Zz]ij\b", Right = "ze of die" },
        // Of an organisation only, which has domains, servers and parts.
        new() { Wrong = @"\bhaar\b(?! (mailserver|domeinen|onderdelen|eigen))", Right = "die" },
        new() { Wrong = @"kort geleden|de laatste tijd|tot voor kort", Right = "onlangs" },
        new() { Wrong = @"hoogstens|ten hoogste|hooguit", Right = "maximaal" },
        new() { Wrong = @"\b[Bb]egonnen\b", Right = "gestart" },
        new() { Wrong = @"\b[Ee]-maildomein", Right = "maildomein" },
        // Of an account to a provider.
        new() { Wrong = @"\b[Kk]oppeling(?! is gebleven)", Right = "link" },
        new() { Wrong = @"\b[Dd]oorlopende test", Right = "vaste test" },
        new() { Wrong = @"\bopen source\b", Right = "waar de broncode staat" },
    ];

    private static readonly IReadOnlyList<Word> English =
    [
        new() { Wrong = @"\b(on|along) its way\b", Right = "in transit" },
        new() { Wrong = @"\blately\b|\bof late\b", Right = "recently" },
        new() { Wrong = @"\bbegun\b|\bbegan\b", Right = "started" },
        new() { Wrong = @"question (for|failed|fails)|DNS question", Right = "query" },
        new() { Wrong = @"[Cc]onversation", Right = "SMTP session, transcript" },
        new() { Wrong = @"\b[Hh]and(s|ed|ing)? over\b", Right = "deliver" },
        new()
        {
            Wrong = @"[Rr]epair(ed)? the fault|the repair\b",
            Right = "we put the fault right",
        },
        new() { Wrong = @"not valid\b(?! yet)", Right = "is invalid" },
        new()
        {
            Wrong = @"[Ff]ormer (test|round|measurement|list|published)",
            Right = "earlier, previous",
        },
        new() { Wrong = @"\b[Tt]he DNS\b(?! (resolver|zone))", Right = "DNS" },
        new() { Wrong = @"\bstands\b|\bstand\b|\bstood\b", Right = "is, are, was up" },
        new() { Wrong = @"\bcomes? about\b|\bcame about\b", Right = "is established" },
        new() { Wrong = @"\bworks? no more\b", Right = "no longer works" },
        new()
        {
            Wrong = @"\b([Mm]ail|[Mm]essage) of (ours|this site)",
            Right = "from us, from this site",
        },
        new()
        {
            Wrong = @"\b[Rr]ather (not|a|have)\b|\b[Ll]ay down\b|\belse than\b|\bnow this way\b",
            Right = "better avoided, prefer, put in the contract, other than, not always the same",
        },
        new()
        {
            Wrong =
                @"([Ss]ignature|[Cc]ertificate)[^.,;]* ((is|are) wrong|does not hold)\b|^signature is wrong",
            Right = "is invalid",
        },
        new() { Wrong = @"\bnot determined\b", Right = "not settled" },
        new() { Wrong = @"\bchecks? DANE\b", Right = "verifies DANE" },
        new() { Wrong = @"\b[Nn]ameserver", Right = "name server" },
        new() { Wrong = @"\b(is|goes|take.*) away\b", Right = "unavailable, removed" },
        new() { Wrong = @"\bno fault\b(?! is known)", Right = "this is not an error" },
        new()
        {
            Wrong = @"(^|[.;:] )Who (?!(sees|runs this)\b)[^?.]*\.",
            Right = "Anyone who, or the party by name",
        },
        new() { Wrong = @"\b[Ss]end this step on\b", Right = "forward this step" },
        new() { Wrong = @"\b[Oo]pen source\b", Right = "where the source code is" },
        new() { Wrong = @"\b[Ww]hoever\b", Right = "anyone, or the party by name" },
        new()
        {
            Wrong = @"\b[Pp]atience\b|\bputs off\b|\b[Ww]ish(es)?\b",
            Right = "timeout, defers, request",
        },
    ];

    public static TheoryData<string> Sets => TextsTests.Sets;

    [Theory]
    [MemberData(nameof(Sets))]
    public void Dutch_texts_use_the_words_of_the_list(string set) =>
        Holds(set, string.Empty, Dutch);

    [Theory]
    [MemberData(nameof(Sets))]
    public void English_texts_use_the_words_of_the_list(string set) => Holds(set, "en", English);

    private static void Holds(string set, string culture, IReadOnlyList<Word> words) =>
        TextsTests
            .Read(set, culture)
            .SelectMany(text =>
                words
                    .Where(word => Regex.IsMatch(text.Value, word.Wrong))
                    .Select(word => $"{text.Key}: \"{text.Value}\": write {word.Right}")
            )
            .ShouldBeEmpty();

    private sealed record Word
    {
        /// <summary>Pattern of what is not written.</summary>
        public required string Wrong { get; init; }

        public required string Right { get; init; }
    }
}
