using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>Numbers are used up by what is new and by nothing else: there are 32,767 for words, and rounds for years.</summary>
public sealed class RoundValuesTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Word_that_has_a_number_takes_no_other()
    {
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard(await postgres.CreateDatabaseAsync());
        await using var db = new DashboardDb(options.Options);

        var first = await NumberAsync(db);
        for (var again = 0; again < 5; again++)
        {
            (await NumberAsync(db)).ShouldBe(first);
        }
        var later = await db.NumberWordsAsync(["later"], Cancellation);

        later["later"].ShouldBe((short)(first.Words + 1));
    }

    private static async Task<(int Words, int Domains, int Values)> NumberAsync(DashboardDb db)
    {
        var words = await db.NumberWordsAsync(["no-match", "tlsa-absent"], Cancellation);
        var domains = await db.NumberDomainsAsync(["a.example", "b.example"], Cancellation);
        var values = await db.NumberAsync(
            AdoptionDimension.Provider,
            [new ListedValue("p", "P"), new ListedValue("q", "Q")],
            Cancellation
        );
        return (words.Values.Max(), domains.Values.Max(), values.Values.Max());
    }
}
