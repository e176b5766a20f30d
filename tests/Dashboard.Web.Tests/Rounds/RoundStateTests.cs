using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>What holds mail back is stored with a result, and shown wherever the result is.</summary>
public sealed class RoundStateTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Result_of_a_round_has_the_state_of_its_page_in_every_list()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var round = await scene.RoundAsync(scene.Second);
        string organisation;
        await using (var db = await scene.App.OpenDatabaseAsync())
        {
            var row = await db.Set<RoundResultRow>()
                .AsNoTracking()
                .FirstAsync(r => r.RoundId == round.Id && r.Organisation != null, Cancellation);
            organisation = await db.Set<RoundValueRow>()
                .Where(v => v.Id == row.Organisation)
                .Select(v => v.Key)
                .SingleAsync(Cancellation);
            await db.Set<RoundResultRow>()
                .Where(r => r.RoundId == round.Id && r.DomainId == row.DomainId)
                .ExecuteDeleteAsync(Cancellation);
            await db.Database.OpenConnectionAsync(Cancellation);
            await ResultRows.AddAsync(
                db,
                [
                    new()
                    {
                        RoundId = row.RoundId,
                        DomainId = row.DomainId,
                        Version = row.Version,
                        Edition = row.Edition,
                        Wave = row.Wave,
                        MeasuredAt = row.MeasuredAt,
                        Organisation = row.Organisation,
                        Layer = row.Layer,
                        Provider = row.Provider,
                        Status = (short)DomainStatus.Bogus,
                        Delivery = (short)Delivery.Defer,
                        Hindrance = (short)DeliveryHindrance.TlsaLookup,
                        Flags = row.Flags,
                        Explained = row.Explained,
                        Outcomes = row.Outcomes,
                    },
                ],
                Cancellation
            );
            await FiguresWriter.WriteAsync(db, round, round.Edition, Cancellation);

            (await FilteredRound.ReadAsync(db, round, RoundFilter.None, Cancellation))
                .States(AdoptionDimension.All)
                .ShouldContain(s => s.State == ShownState.HeldBackByDane && s.Domains == 1);
        }

        (
            await scene
                .Service<RoundSummaries>()
                .StatesAsync(round, AdoptionDimension.All, Cancellation)
        ).ShouldContain(s => s.State == ShownState.HeldBackByDane && s.Domains == 1);
        (
            await scene
                .Service<OrganisationRounds>()
                .ResultsAsync(organisation, round, Cancellation)
        ).ShouldContain(result => result.State == ShownState.HeldBackByDane);
    }
}
