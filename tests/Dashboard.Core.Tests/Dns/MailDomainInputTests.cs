using CsCheck;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Dns;

public sealed class MailDomainInputTests
{
    [Theory]
    [InlineData("plain", "example.nl", "example.nl")]
    [InlineData("upper case", "EXAMPLE.NL", "example.nl")]
    [InlineData("trailing dot", "example.nl.", "example.nl")]
    [InlineData("spaces", "  example.nl\t\r\n", "example.nl")]
    [InlineData("no-break space", "\u00A0example.nl\u00A0", "example.nl")]
    [InlineData("zero-width space", "exam\u200Bple.nl", "example.nl")]
    [InlineData("byte order mark", "\uFEFFexample.nl", "example.nl")]
    [InlineData("quotes", "\"example.nl\"", "example.nl")]
    [InlineData("curly quotes", "“example.nl”", "example.nl")]
    [InlineData("comma", "example.nl,", "example.nl")]
    [InlineData("angle brackets", "<user@example.nl>", "example.nl")]
    [InlineData("display name", "Jan de Vries <jan@example.nl>", "example.nl")]
    [InlineData("address", "user@example.nl", "example.nl")]
    [InlineData("address with @ in quotes", "\"a@b\"@example.nl", "example.nl")]
    [InlineData("mailto", "mailto:user@example.nl?subject=x", "example.nl")]
    [InlineData("MAILTO", "MAILTO:user@example.nl", "example.nl")]
    [InlineData("URL", "https://www.example.nl/path?q=1#f", "www.example.nl")]
    [InlineData("URL with port", "http://example.nl:8080/", "example.nl")]
    [InlineData("URL with user", "https://me:secret@example.nl/", "example.nl")]
    [InlineData("scheme-relative", "//example.nl/x", "example.nl")]
    [InlineData("path", "example.nl/mail", "example.nl")]
    [InlineData("port", "example.nl:25", "example.nl")]
    [InlineData("fullwidth dot", "example．nl", "example.nl")]
    [InlineData("ideographic dot", "example。nl", "example.nl")]
    [InlineData("fullwidth @", "user＠example.nl", "example.nl")]
    [InlineData("IDN", "bücher.example", "xn--bcher-kva.example")]
    [InlineData("IDN upper case", "BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("IDN, decomposed", "bu\u0308cher.example", "xn--bcher-kva.example")]
    [InlineData("A-label", "xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("lab name", "good.lab.example", "good.lab.example")]
    [InlineData("test name", "mail.test", "mail.test")]
    [InlineData("digits", "9292.nl", "9292.nl")]
    [InlineData("fullwidth letters", "ｅｘａｍｐｌｅ．ｎｌ", "example.nl")]
    [InlineData("emoji", "i❤.example", "xn--i-7iq.example")]
    [InlineData("newline behind", "example.nl\n", "example.nl")]
    [InlineData("initials", "J.P. de Vries <jp@example.nl>", "example.nl")]
    [InlineData("initials without brackets", "J.P. de Vries jp@example.nl", "example.nl")]
    [InlineData("domain in brackets", "Voorbeeld <example.nl>", "example.nl")]
    [InlineData("tag in a query", "https://example.nl/?q=<b>", "example.nl")]
    [InlineData("comma in a path", "https://example.nl/a,b.html", "example.nl")]
    [InlineData("number with letters at the end", "example.n1", "example.n1")]
    [InlineData("four labels with digits", "mx1.a2.b3.c4", "mx1.a2.b3.c4")]
    [InlineData("dots of both kinds", "mail。example.nl", "mail.example.nl")]
    [InlineData("soft hyphen", "exam\u00ADple.nl", "example.nl")]
    [InlineData("mark from left to right", "exam\u200Eple.nl", "example.nl")]
    [InlineData("mark from right to left", "exam\u200Fple.nl", "example.nl")]
    [InlineData("word joiner", "exam\u2060ple.nl", "example.nl")]
    [InlineData("first embedding", "exam\u202Aple.nl", "example.nl")]
    [InlineData("last override", "exam\u202Eple.nl", "example.nl")]
    [InlineData("first isolate", "exam\u2066ple.nl", "example.nl")]
    [InlineData("last isolate", "exam\u2069ple.nl", "example.nl")]
    [InlineData("name behind the brackets", "<user@example.nl> Jan", "example.nl")]
    [InlineData("two addresses there", "Jan <a@example.nl>, Piet <b@example.nl>", "example.nl")]
    public void Input_is_understood(string because, string text, string expected)
    {
        MailDomainInput.TryRead(text, out var domain, out var problem).ShouldBeTrue(because);
        domain.Value.ShouldBe(expected, because);
        problem.ShouldBe(MailDomainProblem.None);
    }

    [Theory]
    [InlineData("nothing", null, MailDomainProblem.Empty)]
    [InlineData("spaces", "  ", MailDomainProblem.Empty)]
    [InlineData("only quotes", "\"\"", MailDomainProblem.Empty)]
    [InlineData("only a scheme", "https://", MailDomainProblem.Empty)]
    [InlineData("local part without domain", "user@", MailDomainProblem.Empty)]
    [InlineData("only mailto", "mailto:", MailDomainProblem.Empty)]
    [InlineData("only no-break spaces", "\u00A0\u00A0", MailDomainProblem.Empty)]
    [InlineData("only a port", "user@:25", MailDomainProblem.Empty)]
    [InlineData("only a path", "https:///path", MailDomainProblem.Empty)]
    [InlineData("only a query", "?x=1", MailDomainProblem.Empty)]
    [InlineData("two dots alone", "..", MailDomainProblem.EmptyLabel)]
    [InlineData("IPv6 of one group", "::1", MailDomainProblem.IpAddress)]
    [InlineData("IPv6 of zeroes at the end", "2001:db8::", MailDomainProblem.IpAddress)]
    [InlineData("IPv4, ideographic dots", "192。0。2。1", MailDomainProblem.IpAddress)]
    [InlineData("IPv4, fullwidth dots", "192．0．2．1", MailDomainProblem.IpAddress)]
    [InlineData("IPv4, halfwidth dots", "192｡0｡2｡1", MailDomainProblem.IpAddress)]
    [InlineData("IPv4, soft hyphen", "192.0\u00AD.2.1", MailDomainProblem.IpAddress)]
    [InlineData("IPv4, zero-width space", "192.0\u200B.2.1", MailDomainProblem.IpAddress)]
    [InlineData("IPv4, mark from left to right", "192.0\u200E.2.1", MailDomainProblem.IpAddress)]
    [InlineData("IPv4, mark from right to left", "192.0\u200F.2.1", MailDomainProblem.IpAddress)]
    [InlineData("IPv4, word joiner", "192.0\u2060.2.1", MailDomainProblem.IpAddress)]
    [InlineData("IPv4, byte order mark", "192.0\uFEFF.2.1", MailDomainProblem.IpAddress)]
    [InlineData("two ports", "example.nl::25", MailDomainProblem.BadCharacters)]
    [InlineData("underscore in an IDN", "my_büro.example", MailDomainProblem.Underscore)]
    [InlineData(
        "long label beside a bad one",
        "überschrift.exam\uD800ple",
        MailDomainProblem.BadCharacters
    )]
    [InlineData("two dots", "example..nl", MailDomainProblem.EmptyLabel)]
    [InlineData("dot in front", ".example.nl", MailDomainProblem.EmptyLabel)]
    [InlineData("dots alone", "...", MailDomainProblem.EmptyLabel)]
    [InlineData("IDN with two dots", "bücher..nl", MailDomainProblem.EmptyLabel)]
    [InlineData("IPv4", "192.0.2.1", MailDomainProblem.IpAddress)]
    [InlineData("no IPv4 but four numbers", "300.1.1.1", MailDomainProblem.IpAddress)]
    [InlineData("IPv6", "2001:db8::1", MailDomainProblem.IpAddress)]
    [InlineData("IPv6 in brackets", "[2001:db8::1]", MailDomainProblem.IpAddress)]
    [InlineData("address literal", "user@[IPv6:2001:db8::1]", MailDomainProblem.IpAddress)]
    [InlineData("URL of IPv6", "http://[2001:db8::1]:80/", MailDomainProblem.IpAddress)]
    [InlineData("IPv4 literal", "user@[192.0.2.1]", MailDomainProblem.IpAddress)]
    [InlineData("IPv4 with port", "192.0.2.1:25", MailDomainProblem.IpAddress)]
    [InlineData("network", "192.0.2.0/24", MailDomainProblem.IpAddress)]
    [InlineData("one label", "nl", MailDomainProblem.SingleLabel)]
    [InlineData("one label behind a dot", ".nl", MailDomainProblem.SingleLabel)]
    [InlineData("one label behind a wildcard", "*.nl", MailDomainProblem.SingleLabel)]
    [InlineData("one label in an address", "user@nl", MailDomainProblem.SingleLabel)]
    [InlineData("localhost", "localhost", MailDomainProblem.SpecialUse)]
    [InlineData("below localhost", "mail.localhost", MailDomainProblem.SpecialUse)]
    [InlineData("mDNS", "printer.local", MailDomainProblem.SpecialUse)]
    [InlineData("onion", "abc.onion", MailDomainProblem.SpecialUse)]
    [InlineData("reverse", "1.2.0.192.in-addr.arpa", MailDomainProblem.SpecialUse)]
    [InlineData("space inside", "example nl", MailDomainProblem.BadCharacters)]
    [InlineData("space", "example.nl example.com", MailDomainProblem.SeveralDomains)]
    [InlineData("comma", "example.nl,example.com", MailDomainProblem.SeveralDomains)]
    [InlineData("semicolon", "example.nl; example.com", MailDomainProblem.SeveralDomains)]
    [InlineData("newline", "example.nl\nexample.com", MailDomainProblem.SeveralDomains)]
    [InlineData("addresses", "a@example.nl,b@example.com", MailDomainProblem.SeveralDomains)]
    [InlineData("names", "A <a@a.example>, B <b@b.example>", MailDomainProblem.SeveralDomains)]
    [InlineData("mailto", "mailto:a@a.nl,b@b.nl?subject=x", MailDomainProblem.SeveralDomains)]
    [InlineData("URLs", "https://a.example/ https://b.example/", MailDomainProblem.SeveralDomains)]
    [InlineData("comma for a dot", "example,nl", MailDomainProblem.BadCharacters)]
    [InlineData("script", "<script>alert(1)</script>", MailDomainProblem.BadCharacters)]
    [InlineData("HTML", "<b>example.nl</b>", MailDomainProblem.BadCharacters)]
    [InlineData("link", "<a href=https://a.nl>a.nl</a>", MailDomainProblem.BadCharacters)]
    [InlineData("image", "<img src=x onerror=alert(1)>", MailDomainProblem.BadCharacters)]
    [InlineData("name of a port", "example.nl:smtp", MailDomainProblem.BadCharacters)]
    [InlineData("percent", "exam%ple.nl", MailDomainProblem.BadCharacters)]
    [InlineData("emoji beyond IDNA", "exam\uD800ple.nl", MailDomainProblem.BadCharacters)]
    [InlineData("underscore in a name", "my_mail.example.nl", MailDomainProblem.Underscore)]
    [InlineData("underscore", "_25._tcp.mx.example.nl", MailDomainProblem.Underscore)]
    [InlineData("hyphen in front", "-example.nl", MailDomainProblem.MisplacedHyphen)]
    [InlineData("hyphen at the end", "example-.nl", MailDomainProblem.MisplacedHyphen)]
    [InlineData("numeric top", "example.123", MailDomainProblem.NumericTopLevelDomain)]
    public void Input_that_is_no_mail_domain_says_why(
        string because,
        string? text,
        MailDomainProblem expected
    )
    {
        MailDomainInput.TryRead(text, out var domain, out var problem).ShouldBeFalse(because);
        domain.ShouldBeNull();
        problem.ShouldBe(expected, because);
    }

    private sealed record Length(string Name, string Text, MailDomainProblem Problem);

    private static readonly string Longest = new('a', 63);

    private static readonly string ThreeLongest = $"{Longest}.{Longest}.{Longest}";

    private static readonly Length[] Lengths =
    [
        new("63 in a label", $"{Longest}.nl", MailDomainProblem.None),
        new("64 in a label", $"{Longest}a.nl", MailDomainProblem.LabelTooLong),
        new("253 in all", $"{ThreeLongest}.{new string('b', 58)}.nl", MailDomainProblem.None),
        new("254 in all", $"{ThreeLongest}.{new string('b', 59)}.nl", MailDomainProblem.TooLong),
        new("5000 in all", new string('a', 5000), MailDomainProblem.TooLong),
        new("2048 with spaces", "example.nl".PadLeft(2048), MailDomainProblem.None),
        new("2049 with spaces", "example.nl".PadLeft(2049), MailDomainProblem.TooLong),
        new("63 that encode to more", $"{new string('ü', 63)}.nl", MailDomainProblem.LabelTooLong),
        new(
            "130 that encode to more",
            $"{new string('ü', 130)}.nl",
            MailDomainProblem.LabelTooLong
        ),
        new(
            "61 with a hyphen that encode to more",
            $"{new string('ü', 30)}-{new string('ü', 30)}.nl",
            MailDomainProblem.LabelTooLong
        ),
        new(
            "253 that encode to more",
            string.Join('.', Enumerable.Repeat("üüü", 63)) + ".ü",
            MailDomainProblem.TooLong
        ),
        new(
            "255 that encode to more",
            string.Join('.', Enumerable.Repeat("üüü", 64)),
            MailDomainProblem.TooLong
        ),
        new(
            "253 beside a bad label",
            $"exam\uD800ple.{ThreeLongest}.{new string('b', 60)}",
            MailDomainProblem.BadCharacters
        ),
        new(
            "254 beside a bad label",
            $"exam\uD800ple.{ThreeLongest}.{new string('b', 61)}",
            MailDomainProblem.TooLong
        ),
        new("63 beside a bad label", $"{Longest}.exam\uD800ple", MailDomainProblem.BadCharacters),
        new("a bad label of 64", $"exam\uD800ple{Longest}.nl", MailDomainProblem.LabelTooLong),
    ];

    public static TheoryData<string> LengthNames => [.. Lengths.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(LengthNames))]
    public void Lengths_are_those_of_the_DNS(string name)
    {
        var one = Lengths.Single(one => one.Name == name);
        MailDomainInput.TryRead(one.Text, out _, out var problem);
        problem.ShouldBe(one.Problem);
    }

    private static readonly Gen<string> Pasted = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["ab1-._@/:?#<>\"[] üﬀ．。\u200B\u00AD٣xn"], 0, 40],
        Gen.String[Gen.Char["aü."], 50, 300]
    );

    [Fact]
    public void Reading_never_throws_and_reads_its_own_output_as_the_same() =>
        Pasted.Sample(
            text =>
            {
                if (!MailDomainInput.TryRead(text, out var domain, out var problem))
                {
                    return problem != MailDomainProblem.None && domain is null;
                }
                return MailDomainInput.TryRead(domain.Value, out var again, out _)
                    && again == domain
                    && MailDomainInput.TryRead($"user@{domain.Value}", out var address, out _)
                    && address == domain
                    && MailDomainInput.TryRead($"https://{domain.Value}:443/x", out var url, out _)
                    && url == domain;
            },
            iter: 20_000
        );
}
