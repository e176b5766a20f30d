namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>The zones of senders, in the form of zone files.</summary>
internal static class SenderZones
{
    private const string Head = """
        $TTL 60
        @ IN SOA ns.invalid. hostmaster.invalid. 1 3600 600 604800 60
        @ IN NS ns.invalid.

        """;

    public static IReadOnlyDictionary<string, string> All(DkimSenders dkim) =>
        new Dictionary<string, string>
        {
            ["example.com"] = Head + ExampleCom + SpfCases.Records(),
            ["example.org"] = Head + "@ IN MX 10 mail-c\nmail-c IN A 192.0.2.140\n",
            ["2.0.192.in-addr.arpa"] = Head + Reverse,
            ["0.0.10.in-addr.arpa"] = Head + "4 IN PTR bob.example.com.\n",
            // The walk for a DMARC record goes up to here.
            ["example"] = Head,
            ["uk"] = Head,
            ["gov.uk"] = Head + Government,
            ["sender.example"] = Head + Sender + dkim.Records(),
            ["strict.example"] = Head + Strict,
            ["public.example"] = Head + Public,
            ["lax.example"] = Head + Lax + dkim.Records(),
            ["cloud.example"] = Head + Cloud,
            ["unlisted.example"] = Head + Unlisted + dkim.Records(),
            ["bare.example"] = Head + Bare + dkim.Records(),
        };

    /// <summary>RFC 7208 appendix A, and a few more hosts.</summary>
    private const string ExampleCom = """
        @ IN MX 10 mail-a
        @ IN MX 20 mail-b
        @ IN A 192.0.2.10
        @ IN A 192.0.2.11
        amy IN A 192.0.2.65
        bob IN A 192.0.2.66
        mail-a IN A 192.0.2.129
        mail-b IN A 192.0.2.130
        www IN CNAME example.com.
        six IN AAAA 2001:db8::1
        crowded IN MX 1 m1
        crowded IN MX 2 m2
        crowded IN MX 3 m3
        crowded IN MX 4 m4
        crowded IN MX 5 m5
        crowded IN MX 6 m6
        crowded IN MX 7 m7
        crowded IN MX 8 m8
        crowded IN MX 9 m9
        crowded IN MX 10 m10
        crowded IN MX 11 m11
        passes IN TXT "v=spf1 ip4:192.0.2.65 -all"
        softly IN TXT "v=spf1 ip4:192.0.2.65 ~all"
        faulty IN TXT "v=spf1 nonsense -all"
        chain1 IN TXT "v=spf1 include:chain1.example.com -all"
        65.2.0.192.list IN A 127.0.0.2
        strong-bad.users IN A 127.0.0.2
        in-addr.kinds IN A 127.0.0.2
        from-amy.example.com.named IN A 127.0.0.2

        """;

    private const string Reverse = """
        10 IN PTR example.com.
        11 IN PTR example.com.
        65 IN PTR amy.example.com.
        66 IN PTR bob.example.com.
        129 IN PTR mail-a.example.com.
        130 IN PTR mail-b.example.com.
        140 IN PTR mail-c.example.org.
        77 IN PTR mx.bare.example.
        78 IN PTR mx.bare.example.

        """;

    private const string Sender = """
        @ IN TXT "v=spf1 ip4:127.0.0.1 ip4:198.51.100.0/24 include:_spf.sender.example mx/30 -all"
        @ IN MX 10 mx
        mx IN A 192.0.2.130
        _spf IN TXT "v=spf1 ip6:2001:db8:5::/48 ?ip4:203.0.113.0/24 exists:%{i}.allow.sender.example ~all"
        bounce IN TXT "v=spf1 ip4:127.0.0.1 -all"
        fails IN TXT "v=spf1 -ip4:198.51.100.7 ip4:198.51.100.0/24 ip4:127.0.0.1 -all"
        softly IN TXT "v=spf1 ~a:mx.sender.example ip4:192.0.2.128/25 ip4:127.0.0.1 -all"
        neutral IN TXT "v=spf1 ?mx:sender.example ip4:192.0.2.128/25 ip4:127.0.0.1 -all"
        wider IN TXT "v=spf1 -ip4:198.51.0.0/16 ip4:198.51.100.7 ip4:127.0.0.1 -all"
        later IN TXT "v=spf1 ip4:198.51.100.0/24 -ip4:198.51.100.7 ip4:127.0.0.1 -all"
        beside IN TXT "v=spf1 -ip4:198.51.101.7 ip4:198.51.100.0/24 ip4:127.0.0.1 -all"
        unlisted IN TXT "v=spf1 ip4:198.51.100.7 -exists:%{i}.blocked.sender.example ip4:198.51.100.8 ip4:127.0.0.1 -all"
        unsure IN TXT "v=spf1 ip4:198.51.100.7 -include:bounce.strict.example ip4:127.0.0.9 ip4:127.0.0.1 -all"
        obscure IN TXT "v=spf1 ip4:198.51.100.7 -include:%{i}.strict.example ip4:127.0.0.9 ip4:127.0.0.1 -all"
        within IN TXT "v=spf1 -ip4:198.51.100.7 include:wide.sender.example ip4:127.0.0.1 -all"
        onward IN TXT "v=spf1 -ip4:198.51.100.7 redirect=wide.sender.example"
        wide IN TXT "v=spf1 ip4:198.51.100.0/24 ip4:127.0.0.1 -all"
        _dmarc IN TXT "v=DMARC1; p=reject"

        """;

    private const string Strict = """
        @ IN TXT "v=spf1 ip4:127.0.0.1 -all"
        bounce IN TXT "v=spf1 ip4:127.0.0.1 -all"
        _dmarc IN TXT "v=DMARC1; p=none; aspf=s; adkim=s"

        """;

    /// <summary>A public suffix that says so, and two organisations below it.</summary>
    private const string Public = """
        _dmarc IN TXT "v=DMARC1; p=none; psd=y"
        one IN TXT "v=spf1 ip4:127.0.0.1 -all"
        mail.one IN TXT "v=spf1 ip4:127.0.0.1 -all"
        two IN TXT "v=spf1 ip4:127.0.0.1 -all"

        """;

    /// <summary>A public suffix whose record, for all below it, does not say that it is one, and two organisations below it.</summary>
    private const string Government = """
        @ IN TXT "v=spf1 ip4:127.0.0.1 -all"
        _dmarc IN TXT "v=DMARC1; p=reject"
        one IN TXT "v=spf1 ip4:127.0.0.1 include:two.gov.uk -all"
        mail.one IN TXT "v=spf1 ip4:127.0.0.1 -all"
        two IN TXT "v=spf1 ip4:127.0.0.1 ip4:198.51.100.12 -all"

        """;

    /// <summary>Records that let nearly everybody send, each in another way.</summary>
    private const string Lax = """
        @ IN A 127.0.0.1
        all IN TXT "v=spf1 +all"
        plain IN TXT "v=spf1 all"
        half IN TXT "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all"
        wide IN TXT "v=spf1 ip4:96.0.0.0/3 -all"
        eleven IN TXT "v=spf1 ip4:127.0.0.0/11 -all"
        twelve IN TXT "v=spf1 ip4:127.0.0.0/12 -all"
        a IN TXT "v=spf1 a:lax.example/8 -all"
        include IN TXT "v=spf1 include:all.lax.example -all"
        redirect IN TXT "v=spf1 redirect=all.lax.example"
        exists IN TXT "v=spf1 exists:lax.example -all"
        wildcard IN TXT "v=spf1 exists:%{i}.any.lax.example -all"
        *.any IN A 127.0.0.2
        one IN TXT "v=spf1 exists:%{i}.one.lax.example -all"
        127.0.0.1.one IN A 127.0.0.2
        many IN TXT "v=spf1 ip4:127.0.0.1 ip4:16.0.0.0/12 ip4:17.0.0.0/12 ip4:18.0.0.0/12 ip4:19.0.0.0/12 ip4:20.0.0.0/12 ip4:21.0.0.0/12 ip4:22.0.0.0/12 ip4:23.0.0.0/12 " "ip4:24.0.0.0/12 ip4:25.0.0.0/12 ip4:26.0.0.0/12 ip4:27.0.0.0/12 ip4:28.0.0.0/12 ip4:29.0.0.0/12 ip4:30.0.0.0/12 ip4:31.0.0.0/12 ip4:32.0.0.0/12 -all"
        behind-ptr IN TXT "v=spf1 ?ptr ip4:127.0.0.1 ip4:16.0.0.0/12 ip4:17.0.0.0/12 ip4:18.0.0.0/12 ip4:19.0.0.0/12 ip4:20.0.0.0/12 ip4:21.0.0.0/12 ip4:22.0.0.0/12 ip4:23.0.0.0/12 ip4:24.0.0.0/12 " "ip4:25.0.0.0/12 ip4:26.0.0.0/12 ip4:27.0.0.0/12 ip4:28.0.0.0/12 ip4:29.0.0.0/12 ip4:30.0.0.0/12 ip4:31.0.0.0/12 ip4:32.0.0.0/12 -all"
        behind-exists IN TXT "v=spf1 ?exists:nobody.lax.example ip4:127.0.0.1 ip4:16.0.0.0/12 ip4:17.0.0.0/12 ip4:18.0.0.0/12 ip4:19.0.0.0/12 ip4:20.0.0.0/12 ip4:21.0.0.0/12 ip4:22.0.0.0/12 ip4:23.0.0.0/12 ip4:24.0.0.0/12 " "ip4:25.0.0.0/12 ip4:26.0.0.0/12 ip4:27.0.0.0/12 ip4:28.0.0.0/12 ip4:29.0.0.0/12 ip4:30.0.0.0/12 ip4:31.0.0.0/12 ip4:32.0.0.0/12 -all"
        behind-include IN TXT "v=spf1 ?include:other.lax.example ip4:127.0.0.1 ip4:16.0.0.0/12 ip4:17.0.0.0/12 ip4:18.0.0.0/12 ip4:19.0.0.0/12 ip4:20.0.0.0/12 ip4:21.0.0.0/12 ip4:22.0.0.0/12 ip4:23.0.0.0/12 ip4:24.0.0.0/12 " "ip4:25.0.0.0/12 ip4:26.0.0.0/12 ip4:27.0.0.0/12 ip4:28.0.0.0/12 ip4:29.0.0.0/12 ip4:30.0.0.0/12 ip4:31.0.0.0/12 ip4:32.0.0.0/12 -all"
        other IN TXT "v=spf1 ip4:203.0.113.1 -all"
        punched IN TXT "v=spf1 ip4:127.0.0.1 -ip4:16.0.0.1 -ip4:17.0.0.1 -ip4:18.0.0.1 -ip4:19.0.0.1 -ip4:20.0.0.1 -ip4:21.0.0.1 -ip4:22.0.0.1 -ip4:23.0.0.1 -ip4:24.0.0.1 -ip4:25.0.0.1 -ip4:26.0.0.1 -ip4:27.0.0.1 " "-ip4:28.0.0.1 -ip4:29.0.0.1 -ip4:30.0.0.1 -ip4:31.0.0.1 -ip4:32.0.0.1 ip4:16.0.0.0/12 ip4:17.0.0.0/12 ip4:18.0.0.0/12 ip4:19.0.0.0/12 ip4:20.0.0.0/12 ip4:21.0.0.0/12 ip4:22.0.0.0/12 ip4:23.0.0.0/12 " "ip4:24.0.0.0/12 ip4:25.0.0.0/12 ip4:26.0.0.0/12 ip4:27.0.0.0/12 ip4:28.0.0.0/12 ip4:29.0.0.0/12 ip4:30.0.0.0/12 ip4:31.0.0.0/12 ip4:32.0.0.0/12 -all"
        endless IN TXT "v=spf1 ip4:127.0.0.1 a:a0.lax.example a:a1.lax.example a:a2.lax.example a:a3.lax.example a:a4.lax.example a:a5.lax.example a:a6.lax.example a:a7.lax.example a:a8.lax.example a:a9.lax.example a:a10.lax.example a:a11.lax.example a:a12.lax.example " "a:a13.lax.example a:a14.lax.example a:a15.lax.example a:a16.lax.example a:a17.lax.example a:a18.lax.example a:a19.lax.example a:a20.lax.example a:a21.lax.example a:a22.lax.example a:a23.lax.example a:a24.lax.example a:a25.lax.example -all"
        _dmarc IN TXT "v=DMARC1; p=none"

        """;

    /// <summary>A provider whose record lets all its customers send, and a customer that includes it.</summary>
    private const string Cloud = """
        spf IN TXT "v=spf1 ip4:127.0.0.0/24 ip4:203.0.113.0/24 -all"
        customer IN TXT "v=spf1 ip4:198.51.100.7 include:spf.cloud.example include:_own.customer.cloud.example -all"
        _own.customer IN TXT "v=spf1 ip4:198.51.100.8 -all"
        hosted IN TXT "v=spf1 a mx a:web.cloud.example a:app.hosted.cloud.example include:spf.cloud.example -all"
        hosted IN A 198.51.100.9
        hosted IN MX 10 mx.cloud.example.
        hosted IN MX 20 mx.hosted.cloud.example.
        app.hosted IN A 198.51.100.10
        mx.hosted IN A 198.51.100.11
        web IN A 203.0.113.80
        mx IN A 203.0.113.25
        _dmarc.hosted IN TXT "v=DMARC1; p=reject; psd=n"
        _dmarc.customer IN TXT "v=DMARC1; p=reject; psd=n"

        """;

    /// <summary>No SPF record, and hosts of its own.</summary>
    private const string Bare = """
        mx IN A 192.0.2.77
        out IN A 203.0.113.50
        news IN A 192.0.2.77
        _dmarc IN TXT "v=DMARC1; p=reject"

        """;

    /// <summary>Its record lets another source send, and not the one of these tests.</summary>
    private const string Unlisted = """
        @ IN TXT "v=spf1 ip4:198.51.100.7 ~all"
        none IN A 127.0.0.9
        _dmarc IN TXT "v=DMARC1; p=reject"

        """;
}
