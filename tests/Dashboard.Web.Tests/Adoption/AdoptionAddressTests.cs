using System.Net;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Tests.Adoption;

/// <summary>What an address of figures asks for that is not there: figures of everything never pass for those of a part.</summary>
[Collection(MonitorGroup.Name)]
public sealed class AdoptionAddressTests(MonitorFixture fixture)
{
    private const string Title = "Part of this address was not used";

    private sealed record Row
    {
        public required string Query { get; init; }
        public string[] Ignored { get; init; } = [];
        public string? Layer { get; init; }
    }

    private static readonly Row[] Table =
    [
        new() { Query = "" },
        new() { Query = "?layer=gemeente&standard=spf&view=forum", Layer = "gemeente" },
        new() { Query = "?layer=&ministry=" },
        new() { Query = "?layer=koninkrijk", Ignored = ["layer=koninkrijk"] },
        new() { Query = "?laag=gemeente", Ignored = ["laag=gemeente"] },
        new() { Query = "?standard=pop3&view=loose", Ignored = ["standard=pop3", "view=loose"] },
        // No percentage is counted of it.
        new() { Query = "?standard=mta-sts", Ignored = ["standard=mta-sts"] },
        new()
        {
            Query = "?layer=gemeente&province=atlantis",
            Ignored = ["province=atlantis"],
            Layer = "gemeente",
        },
        new() { Query = "?layer=%00", Ignored = ["layer=\uFFFD"] },
    ];

    [Fact]
    public void What_the_round_does_not_know_is_left_out_and_named()
    {
        ValueItem[] values = [new(AdoptionDimension.Layer, "gemeente", "Gemeente", 5)];
        foreach (var row in Table)
        {
            var address = AdoptionAddress
                .Read(new QueryCollection(QueryHelpers.ParseQuery(row.Query)))
                .ShouldNotBeNull(row.Query)
                .Within(values);

            address.Ignored.ShouldBe(row.Ignored, row.Query);
            address.Filter.ShouldBe(new RoundFilter(row.Layer), row.Query);
        }
    }

    [Fact]
    public async Task Page_says_what_it_ignores_and_a_file_of_it_is_not_there()
    {
        using var visitor = new AccountVisitor(fixture.Scene.App);
        foreach (var page in new[] { "/adoption", "/providers" })
        {
            foreach (var row in Table)
            {
                var answer = await visitor.GetAsync(page + row.Query);

                answer.Status.ShouldBe(HttpStatusCode.OK, page + row.Query);
                answer
                    .Body.Contains(Title, StringComparison.Ordinal)
                    .ShouldBe(row.Ignored.Length > 0, page + row.Query);
                if (page == "/adoption")
                {
                    (await visitor.GetAsync($"/adoption/charts/layers{row.Query}")).Status.ShouldBe(
                        row.Ignored.Length == 0 ? HttpStatusCode.OK : HttpStatusCode.NotFound,
                        row.Query
                    );
                }
            }
        }
    }
}
