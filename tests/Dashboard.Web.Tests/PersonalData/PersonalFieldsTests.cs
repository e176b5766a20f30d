using Dashboard.Core;
using Dashboard.Core.Tests;
using Dashboard.Data;
using Dashboard.Lab;
using Dashboard.Web.Features.People;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;
using Hangfire;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.PersonalData;

/// <summary>The register of data about people is complete, and true to what jobs and commands do.</summary>
public sealed class PersonalFieldsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Column_of_the_database_is_classified_once()
    {
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard("Host=nowhere");
        using var db = new DashboardDb(options.Options);
        var columns = db
            .Model.GetRelationalModel()
            .Tables.SelectMany(table =>
                table.Columns.Select(column => $"{table.Name}.{column.Name}")
            );

        PersonalFields
            .All.SelectMany(field => field.Columns)
            .Concat(OtherColumns.All)
            .ShouldBe(
                columns,
                ignoreOrder: true,
                "a column that is new goes into PersonalFields or OtherColumns"
            );
    }

    [Fact]
    public async Task Field_in_the_database_is_answered_for_by_one_feature()
    {
        await using var app = await StartAsync("web");

        app.Services.GetServices<IPersonalData>()
            .SelectMany(feature => feature.Fields)
            .ShouldBe(
                PersonalFields
                    .All.Where(field => field.Columns.Count > 0)
                    .Select(field => field.Key),
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Job_of_a_field_is_one_that_runs_every_night()
    {
        await using var app = await StartAsync("web,worker");
        using var storage = app.Services.GetRequiredService<JobStorage>().GetConnection();

        await Eventually.GetAsync(
            () =>
                Task.FromResult(
                    PersonalFields
                        .All.Select(field => field.Job)
                        .OfType<string>()
                        .All(job => storage.GetRecurringJobs().Any(known => known.Id == job))
                        ? "there"
                        : null
                ),
            what: "the jobs are known to the queue"
        );
    }

    [Fact]
    public async Task Setting_of_a_field_is_one_with_a_period()
    {
        await using var app = await StartAsync("web");
        var periods = app.Services.GetRequiredService<PersonalPeriods>();
        var settings = RepositoryFiles.Read("docs/settings.md");

        foreach (var field in PersonalFields.All.Where(field => field.Setting is not null))
        {
            periods.DaysOf(field).ShouldBePositive(field.Key);
            settings.ShouldContain($"`{field.Setting}`");
        }
    }

    [Fact]
    public void Everything_that_can_be_said_has_a_text() =>
        TextsTests
            .Read(typeof(PersonalDataTexts).FullName!, string.Empty)
            .Keys.Where(key => !key.StartsWith("head.", StringComparison.Ordinal))
            .ShouldBe(
                [
                    "basis",
                    "basis.missing",
                    .. PersonalFields.All.SelectMany(field =>
                        new[]
                        {
                            $"field.{field.Key}",
                            $"field.{field.Key}.why",
                            $"field.{field.Key}.kept",
                        }
                    ),
                    .. Enum.GetValues<PersonalPurpose>().Select(word => $"purpose.{Slug.Of(word)}"),
                    .. Enum.GetValues<LegalBasis>().Select(word => $"basis.{Slug.Of(word)}"),
                    .. Enum.GetValues<PersonalAudience>().Select(word => $"seen.{Slug.Of(word)}"),
                    .. Enum.GetValues<PersonalErasure>().Select(word => $"erasure.{Slug.Of(word)}"),
                    .. Enum.GetValues<StayReason>().Select(word => $"stays.{Slug.Of(word)}"),
                ],
                ignoreOrder: true
            );

    [Fact]
    public void Document_is_that_of_the_register() =>
        RepositoryFiles.ShouldHold("docs/personal-data.md", PersonalDataDocument.Write());

    private async Task<DashboardApp> StartAsync(string roles) =>
        await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync(), $"Roles={roles}");
}
