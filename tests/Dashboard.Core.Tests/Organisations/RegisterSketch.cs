using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;

namespace Dashboard.Core.Tests.Organisations;

/// <summary>
/// A source over several snapshots, in few words. What one snapshot leaves is what the next is compared with, by the same rules
/// as the store.
/// </summary>
internal sealed class RegisterSketch
{
    private readonly List<FormerOrganisation> organisations = [];
    private readonly List<FormerDomain> domains = [];

    public DateOnly Today { get; set; } = new(2026, 11, 1);

    public bool Confirmed { get; set; }

    public RegisterContents File { get; set; } = new();

    /// <summary>The file is a list with these rows, the head first; <c>|</c> is between cells.</summary>
    public RegisterSketch List(params string[] rows)
    {
        var mapping = new ListMapping(LayerTable.Default);
        foreach (var (at, cells) in rows.Index())
        {
            mapping.Add(Row(at + 1, cells));
        }
        File = mapping.Contents;
        return this;
    }

    public static ListRow Row(int line, string cells) =>
        new(line, [.. cells.Split('|').Select(text => new ListCell(text))]);

    public RegisterSketch Organisation(
        string key,
        string? name = null,
        string? tooi = null,
        string type = "Gemeente",
        string? parent = null,
        DateOnly? ends = null
    )
    {
        File.Organisations.Add(
            new()
            {
                Key = key,
                SystemId = key,
                Name = name ?? $"Gemeente {key}",
                Tooi = tooi,
                Types = [type],
                ParentKey = parent,
                EndsOn = ends,
                Line = File.Organisations.Count + 1,
            }
        );
        return this;
    }

    public RegisterSketch Organisations(int count, string prefix = "g", string type = "Gemeente")
    {
        for (var at = 0; at < count; at++)
        {
            Organisation($"{prefix}{at}", type: type);
        }
        return this;
    }

    public RegisterSketch Domain(
        string organisation,
        string name,
        DateOnly? from = null,
        DateOnly? until = null,
        string? purpose = null
    )
    {
        File.Domains.Add(
            new()
            {
                OrganisationKey = organisation,
                Name = DomainName.Parse(name),
                From = from,
                Until = until,
                Purpose = purpose,
                RegisterIds = [$"{organisation}/{name}"],
                Line = File.Domains.Count + 1,
            }
        );
        return this;
    }

    public RegisterDifference Difference() =>
        RegisterDifference.Between(
            new([.. organisations], [.. domains]),
            File,
            new(LayerTable.Default, Today, Confirmed)
        );

    /// <summary>Takes the file as a snapshot and begins another.</summary>
    public RegisterDifference Apply()
    {
        var difference = Difference();
        foreach (var change in difference.Organisations)
        {
            organisations.RemoveAll(one => one.Key == change.Key);
            organisations.Add(After(change, difference.CountsMissing));
        }
        foreach (var link in difference.Domains.SelectMany(change => change.Links))
        {
            domains.RemoveAll(one =>
                one.OrganisationKey == link.OrganisationKey
                && one.Name == (link.Former?.Name ?? link.Staged!.Domain.Name)
            );
            domains.Add(After(link, difference.CountsMissing));
        }
        File = new();
        return difference;
    }

    public FormerDomain Stored(string organisation, string name) =>
        domains.Single(one => one.OrganisationKey == organisation && one.Name.Value == name);

    private FormerOrganisation After(OrganisationChange change, bool countsMissing) =>
        change.Staged is { } staged
            ? new(
                change.Key,
                staged.Tooi,
                staged.Name,
                staged.ParentKey,
                LayerTable.Default.LayerOf(staged.Types) ?? Layers.SemiPubliek,
                staged.EndsOn,
                RegisterFingerprint.Of(staged),
                0
            )
            : change.Former! with
            {
                EndsOn = change.Change == RegisterChange.Ended ? Today : change.Former.EndsOn,
                MissingSnapshots = change.Former.MissingSnapshots + (countsMissing ? 1 : 0),
            };

    private static FormerDomain After(DomainLinkChange link, bool countsMissing) =>
        link.Staged is { } staged
            ? new(
                link.OrganisationKey,
                staged.Domain.Name,
                staged.Domain.From,
                staged.AsWritten.From,
                staged.Domain.Until,
                staged.Domain.RegisterIds,
                RegisterFingerprint.Of(staged.AsWritten),
                0
            )
            : link.Former! with
            {
                Until = link.EndsOn ?? link.Former.Until,
                MissingSnapshots = link.Former.MissingSnapshots + (countsMissing ? 1 : 0),
            };
}
