using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>Which addresses rest: those that may hide STARTTLS from us, and none that takes turns.</summary>
public sealed class RestingAddressTests(PostgresFixture postgres)
{
    private static readonly IPAddress Address = IPAddress.Parse("2001:db8::25");
    private static readonly DomainName Host = DomainName.Parse("mx.example");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TlsExaminationEnd.StartTlsGone, true, 220, false)]
    [InlineData(TlsExaminationEnd.StartTlsGone, true, null, false)]
    [InlineData(TlsExaminationEnd.StartTlsGone, true, 454, true)]
    [InlineData(TlsExaminationEnd.StartTlsGone, true, 502, true)]
    [InlineData(TlsExaminationEnd.StartTlsGone, false, null, true)]
    [InlineData(TlsExaminationEnd.StartTlsGone, null, null, true)]
    [InlineData(TlsExaminationEnd.Completed, false, null, false)]
    public async Task Address_that_takes_turns_does_not_rest(
        TlsExaminationEnd end,
        bool? offered,
        int? code,
        bool rests
    )
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var resting = Of(scene);
        var seen = Seen(end, offered, code);
        (seen.Gone?.TakesTurns != true && end == TlsExaminationEnd.StartTlsGone).ShouldBe(
            rests,
            "the rule of the judgement"
        );
        (await resting.UntilAsync(Address, Cancellation)).ShouldBeNull();

        await AddPairAsync(scene, seen, DateTimeOffset.UtcNow - resting.Period);
        (await resting.UntilAsync(Address, Cancellation)).ShouldBeNull("it was long ago");
        await AddPairAsync(scene, seen, DateTimeOffset.UtcNow);
        (await resting.UntilAsync(Address, Cancellation) is not null).ShouldBe(rests);
        (await resting.UntilAsync(IPAddress.Loopback, Cancellation)).ShouldBeNull();

        await using var visitors = await ExportScene.StartAsync(postgres);
        await using (var db = await visitors.App.OpenDatabaseAsync())
        {
            db.Add(
                new SharedExaminationRow
                {
                    Host = Host.Value,
                    Address = Address.ToString(),
                    ServerName = Host.Value,
                    ServesUntil = DateTimeOffset.UtcNow.AddHours(1),
                    Document = SharedExaminationRow.Write(seen),
                }
            );
            await db.SaveChangesAsync(Cancellation);
        }
        var until = await Of(visitors).UntilAsync(Address, Cancellation);
        (until is not null).ShouldBe(rests);
    }

    private static RestingAddresses Of(ExportScene scene) =>
        new(
            scene.Service<IDbContextFactory<DashboardDb>>(),
            Options.Create(new TlsNcscOptions()),
            TimeProvider.System
        );

    private static async Task AddPairAsync(
        ExportScene scene,
        TlsExamination seen,
        DateTimeOffset done
    )
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        db.Add(
            new RoundPairRow
            {
                RoundId = scene.Second,
                Wave = 1,
                Host = $"{Guid.NewGuid():N}.example",
                Address = Address.ToString(),
                ServerName = Host.Value,
                DoneAt = done,
                Document = CertificatesApart
                    .Write(
                        new AddressObservation
                        {
                            Address = Address,
                            Disposition = AddressDisposition.Probed,
                            Examination = seen,
                        }
                    )
                    .Json,
            }
        );
        await db.SaveChangesAsync(Cancellation);
    }

    private static TlsExamination Seen(TlsExaminationEnd end, bool? offered, int? code) =>
        new()
        {
            Profile = TlsProfile.Round,
            CatalogueVersion = TlsQuestions.CatalogueVersion,
            StartedAt = DateTimeOffset.UtcNow,
            Duration = TimeSpan.FromMinutes(2),
            End = end,
            ServerName = Host,
            Sessions = 5,
            Gone =
                end != TlsExaminationEnd.StartTlsGone
                    ? null
                    : new(
                        new() { StartedAt = DateTimeOffset.UtcNow },
                        offered is null
                            ? null
                            : new()
                            {
                                StartedAt = DateTimeOffset.UtcNow,
                                Question = SessionQuestion.Default,
                                StartTlsOffered = offered,
                                StartTlsCode = code,
                            }
                    ),
        };
}
