using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Web.Features.Inbound.Suggestions;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>"Did you mean …?" names what somebody may have meant, and only where there is a ground to ask.</summary>
[Collection(MonitorGroup.Name)]
public sealed class DomainSuggestionsTests(MonitorFixture fixture)
{
    private static readonly string[] Known =
    [
        "amsterdam.nl",
        "rotterdam.nl",
        "tilburg.nl",
        "ede.nl",
        "epe.nl",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("amsterdm.nl", "amsterdam.nl")]
    [InlineData("amstredam.nl", "amsterdam.nl")]
    [InlineData("rotteram.n", "rotterdam.nl")]
    [InlineData("ehe.nl", "ede.nl,epe.nl")]
    [InlineData("ab.nl", "")]
    [InlineData("amsterdam.nl", "")]
    [InlineData("utrecht.nl", "")]
    public void Near_names_are_those_at_the_least_distance(string typed, string expected) =>
        string.Join(',', NearNames.Of(typed, Known)).ShouldBe(expected);

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_letters_added_left_out_changed_or_swapped(
        string one,
        string other,
        int expected
    )
    {
        NearNames.Distance(one, other).ShouldBe(expected);
        NearNames.Distance(other, one).ShouldBe(expected);
    }

    [Fact]
    public async Task Website_and_misspelling_lead_to_the_domain_of_the_register()
    {
        var suggestions = fixture.Scene.App.Services.GetRequiredService<DomainSuggestions>();

        var meant = await suggestions.ForAsync(
            DomainName.Parse("www.plain-starttls-not-ofered.example"),
            Cancellation
        );

        meant
            .Select(name => name.Value)
            .ShouldBe(["plain-starttls-not-ofered.example", "plain-starttls-not-offered.example"]);
    }

    [Fact]
    public async Task Result_of_a_name_that_does_not_exist_offers_the_domain_above_it()
    {
        var app = fixture.Scene.App;
        var id = await StoreAsync(
            app,
            Samples.Verdict(DomainStatus.NoDomain) with
            {
                Domain = DomainName.Parse("www.a.example"),
                Hosts = [],
            }
        );

        var page = WebUtility.HtmlDecode(
            await app.Client.GetStringAsync(SitePaths.ReceivingTest(id), Cancellation)
        );

        page.ShouldContain("Bedoelde u een ander domein?");
        page.ShouldContain("name=\"domain\" value=\"a.example\"");
    }

    /// <summary>A website may say that it accepts no mail; who typed its address meant the domain above it.</summary>
    [Theory]
    [InlineData("www.a.example", DomainStatus.NoMail, true)]
    [InlineData("a.example", DomainStatus.NoMail, false)]
    [InlineData("www.a.example", DomainStatus.Protected, false)]
    public void Name_without_mail_below_a_domain_is_asked_about(
        string name,
        DomainStatus status,
        bool asked
    ) =>
        DomainSuggestions
            .IsAsked(
                Samples.Verdict(status) with
                {
                    Domain = DomainName.Parse(name),
                },
                Samples.Observation()
            )
            .ShouldBe(asked);

    [Fact]
    public async Task Result_of_a_domain_with_mail_servers_asks_nothing()
    {
        var app = fixture.Scene.App;
        var id = await StoreAsync(app, Samples.Verdict());

        (
            await app.Client.GetStringAsync(SitePaths.ReceivingTest(id), Cancellation)
        ).ShouldNotContain("did-you-mean");
    }

    private static async Task<string> StoreAsync(DashboardApp app, DomainVerdict verdict)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.AddFinishedAsync(
            Samples.Noon,
            Samples.Observation() with
            {
                Domain = verdict.Domain,
            },
            verdict,
            Cancellation,
            verdict.Domain.Value
        );
    }
}
