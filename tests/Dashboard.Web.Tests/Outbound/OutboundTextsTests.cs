using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tls;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Outbound.Result;
using Dashboard.Web.Features.Outbound.Start;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Tests.Texts;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>Everything that a sending test can say has its words, by its public slug.</summary>
public sealed class OutboundTextsTests
{
    public static TheoryData<string, string[]> OfProbes =>
        new()
        {
            {
                nameof(OutboundProbes),
                [
                    .. OutboundProbes.All.SelectMany(probe =>
                        new[] { $"{probe.Slug}.title", $"{probe.Slug}.text" }
                    ),
                ]
            },
            { nameof(ExpectedDelivery), Words<ExpectedDelivery>("expected.") },
            { nameof(SeenOutcome), Words<SeenOutcome>("seen.") },
            { nameof(RefusalKind), Words<RefusalKind>("refused.") },
            { nameof(DeliveryJudgement), Words<DeliveryJudgement>("judgement.") },
            { nameof(OpenReason), Words<OpenReason>("open.") },
            { "why it was never certain: " + nameof(OpenReason), Words<OpenReason>("closed.") },
            { nameof(TimelineKind), Words<TimelineKind>("event.") },
            { "what is proven by " + nameof(Protection), Words<Protection>("proves.") },
            { "what is missing without " + nameof(Protection), Words<Protection>("missing.") },
            { nameof(ListenerBehaviour), Words<ListenerBehaviour>("value.listener.") },
            { nameof(TlsFailure), Words<TlsFailure>("value.failure.") },
            { nameof(SessionEnd), Words<SessionEnd>("value.end.") },
            { nameof(HealAction), Words<HealAction>("value.action.") },
            { nameof(TlsProtocolVersion), Words<TlsProtocolVersion>("value.version.") },
        };

    public static TheoryData<string, string[]> OfTests =>
        new()
        {
            {
                nameof(OutboundHeadline),
                [
                    .. OutboundHeadline.Keys.SelectMany(key =>
                        new[] { $"headline.{key}", $"lead.{key}" }
                    ),
                ]
            },
            { nameof(OutboundTestKind), Words<OutboundTestKind>("kind.") },
            { nameof(SenderVerdictKind), Words<SenderVerdictKind>("verdict.") },
            {
                nameof(SilenceKind),
                [
                    .. Enum.GetValues<SilenceKind>()
                        .Except([SilenceKind.NothingSeen])
                        .SelectMany(silence =>
                            new[]
                            {
                                OpenWords.SilenceKey(silence, closed: false),
                                OpenWords.SilenceKey(silence, closed: true),
                            }
                        ),
                ]
            },
            { nameof(SenderTrait), Words<SenderTrait>("trait.") },
            { nameof(MtaKind), Words<MtaKind>("mta.") },
        };

    /// <summary>A closed test waits for nothing: what may come of it yet is told of an open one alone.</summary>
    [Theory]
    [InlineData("", "Blijft dat zo|maakt verbinding")]
    [InlineData("en", "If that lasts|nobody connects")]
    public void Closed_test_is_spoken_of_in_the_past(string culture, string open)
    {
        var texts = TextsTests.Read(typeof(OutboundTexts).FullName!, culture);
        foreach (var silence in Enum.GetValues<SilenceKind>().Except([SilenceKind.NothingSeen]))
        {
            texts[OpenWords.SilenceKey(silence, closed: false)].ShouldMatch(open);
            texts[OpenWords.SilenceKey(silence, closed: true)].ShouldNotMatch(open);
        }
    }

    [Theory]
    [MemberData(nameof(OfProbes))]
    public void Everything_about_a_probe_has_its_words(string what, string[] keys)
    {
        keys.ShouldNotBeEmpty(what);
        TextsTests.Covers<ProbeTexts>(keys);
    }

    [Theory]
    [MemberData(nameof(OfTests))]
    public void Everything_about_a_test_has_its_words(string what, string[] keys)
    {
        keys.ShouldNotBeEmpty(what);
        TextsTests.Covers<OutboundTexts>(keys);
    }

    [Fact]
    public void Every_advice_has_its_words_for_every_software() =>
        TextsTests.Covers<SenderAdviceTexts>([
            .. Enum.GetValues<SenderAdviceKind>()
                .SelectMany(kind => new[] { $"{Slug.Of(kind)}.title", $"{Slug.Of(kind)}.text" }),
            .. Enum.GetValues<MailSoftware>()
                .SelectMany(software =>
                    new[] { "software.", "dane.", "resolver.", "maker." }.Select(family =>
                        family + Slug.Of(software)
                    )
                ),
        ]);

    [Fact]
    public void Everything_that_can_be_missing_has_its_words() =>
        TextsTests.Covers<OutboundStartTexts>(
            typeof(ProbeZoneMissing)
                .GetFields()
                .Select(field => $"missing.{field.GetRawConstantValue()}")
        );

    private static string[] Words<TEnum>(string family)
        where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Select(value => family + Slug.Of(value))];
}
