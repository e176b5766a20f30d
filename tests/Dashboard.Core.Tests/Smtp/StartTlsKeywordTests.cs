using Dashboard.Core.Smtp;

namespace Dashboard.Core.Tests.Smtp;

/// <summary>RFC 3207 section 4, RFC 5321 sections 2.4 and 4.1.1.1.</summary>
public sealed class StartTlsKeywordTests
{
    private sealed record Case(string Name, string[] Lines, StartTlsForm Form, bool ReadByExim);

    private static readonly Case[] Cases =
    [
        new("keyword", ["mx.example", "STARTTLS"], StartTlsForm.Plain, true),
        new(
            "keyword among others",
            ["mx.example", "SIZE 1", "STARTTLS", "8BITMIME"],
            StartTlsForm.Plain,
            true
        ),
        new("parameter", ["mx.example", "STARTTLS x"], StartTlsForm.Plain, true),
        new("space behind", ["mx.example", "STARTTLS "], StartTlsForm.Plain, true),
        new("tab behind", ["mx.example", @"STARTTLS\x09x"], StartTlsForm.OtherSeparator, true),
        new("equals sign behind", ["mx.example", "STARTTLS=x"], StartTlsForm.OtherSeparator, false),
        new("space in front", ["mx.example", " STARTTLS"], StartTlsForm.OtherSeparator, false),
        new("tab in front", ["mx.example", @"\x09STARTTLS"], StartTlsForm.OtherSeparator, false),
        new(
            "equals sign in front",
            ["mx.example", "=STARTTLS"],
            StartTlsForm.OtherSeparator,
            false
        ),
        new("small letters", ["mx.example", "starttls"], StartTlsForm.OtherCase, false),
        new(
            "best of two",
            ["mx.example", "Starttls", "STARTTLS", "=STARTTLS"],
            StartTlsForm.Plain,
            true
        ),
        new("longer word", ["mx.example", "STARTTLSX"], StartTlsForm.Absent, false),
        new("shorter word", ["mx.example", "STARTTL"], StartTlsForm.Absent, false),
        new("as a parameter", ["mx.example", "X STARTTLS"], StartTlsForm.Absent, false),
        new("as the server's name", ["STARTTLS"], StartTlsForm.Absent, false),
        new("nothing", [], StartTlsForm.Absent, false),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reply_offers_STARTTLS_in_a_form(string name)
    {
        var one = Cases.Single(one => one.Name == name);
        var reply = new SmtpReply(250, one.Lines);
        StartTlsKeyword.Of(reply).ShouldBe(one.Form);
        StartTlsKeyword.IsReadByExim(reply).ShouldBe(one.ReadByExim);
    }

    [Theory]
    [InlineData(SessionFaultKind.Timeout, null, true, "nobody knows how long")]
    [InlineData(SessionFaultKind.Timeout, 299, true, "sooner than senders")]
    [InlineData(SessionFaultKind.Timeout, 300, false, "as long as senders")]
    [InlineData(SessionFaultKind.Timeout, 301, false, "longer than senders")]
    [InlineData(SessionFaultKind.Reset, 10, false, "not by time")]
    public void Fault_is_ours_alone_where_senders_wait_longer(
        SessionFaultKind kind,
        int? seconds,
        bool ours,
        string what
    ) =>
        new SessionFault(SmtpStage.Ehlo, kind)
        {
            Waited = seconds is { } waited ? TimeSpan.FromSeconds(waited) : null,
        }.IsOursAlone.ShouldBe(ours, what);
}
