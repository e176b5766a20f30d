using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Registers;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Lists;

/// <summary>For analysts: one list, its domains as they are today, and what can be changed about it.</summary>
public partial class ListPage : ComponentBase
{
    public const string PasteForm = "paste";
    public const string RemoveForm = "remove";
    public const string FilterForm = "filter";
    public const string RenameForm = "rename";

    public const int PageSize = 100;

    private const int LongestText = 100;

    [Inject]
    private IStringLocalizer<ListTexts> Texts { get; set; } = null!;

    /// <summary>Why a line is refused, as of an import.</summary>
    [Inject]
    private IStringLocalizer<RegisterDeskTexts> Reasons { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IDbContextFactory<DashboardDb> Databases { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public int Id { get; set; }

    /// <summary>Domains after this one.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    private DomainList? List { get; set; }

    private ListChoices? Choices { get; set; }

    private IReadOnlyList<MailDomain> Members { get; set; } = [];

    private int All { get; set; }

    /// <summary>The place of the first that is shown, from 1.</summary>
    private int From { get; set; } = 1;

    private string? Next { get; set; }

    private Pasted? Pasted { get; set; }

    private int? Removed { get; set; }

    private string? Problem { get; set; }

    private string Actor => Context.User.Identity?.Name ?? string.Empty;

    private ListDesk Desk => Services.GetRequiredService<ListDesk>();

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        var cancellation = Context.RequestAborted;
        List = await Desk.FindAsync(Id, cancellation);
        if (List is not { } list)
        {
            Address.NotFound();
            return;
        }
        if (list.Kind == DomainListKind.Filter)
        {
            await using var db = await Databases.CreateDbContextAsync(cancellation);
            Choices = await ListChoices.FindAsync(db, cancellation);
        }
        var found = await Services
            .GetRequiredService<MailDomains>()
            .OnAsync(DutchTime.DayOf(Time.GetUtcNow()), list.Name, cancellation);
        var domains = found?.Domains ?? [];
        All = domains.Count;
        var passed = string.IsNullOrEmpty(After)
            ? 0
            : domains.Count(d => string.CompareOrdinal(d.Name.Value, After) <= 0);
        From = passed + 1;
        Members = [.. domains.Skip(passed).Take(PageSize)];
        Next = passed + Members.Count < All && Members.Count > 0 ? Members[^1].Name.Value : null;
    }

    private async Task PasteAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        var typed = TypedText.WithoutNul(form["domains"]);
        var pasted = await Desk.AddAsync(Id, typed, Actor, Context.RequestAborted);
        Show(pasted.Refusal);
        Pasted = pasted.Refusal is null ? pasted : null;
        await ReadAsync();
    }

    private async Task RemoveAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        var (removed, refusal) = await Desk.RemoveAsync(
            Id,
            [.. form["remove"].OfType<string>().Select(TypedText.WithoutNul)],
            Actor,
            Context.RequestAborted
        );
        Show(refusal);
        Removed = refusal is null ? removed : null;
        await ReadAsync();
    }

    private async Task FilterAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        var refusal = await Desk.FilterAsync(
            Id,
            new()
            {
                Layers = Chosen(form, "layers"),
                Ministries = Chosen(form, "ministries"),
                Provinces = Chosen(form, "provinces"),
                Providers = Chosen(form, "providers"),
            },
            Actor,
            Context.RequestAborted
        );
        Answer(refusal);
    }

    private async Task RenameAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        Answer(
            await Desk.RenameAsync(
                Id,
                TypedText.WithoutNul(form["name"]),
                TypedText.WithoutNul(form["description"]),
                Actor,
                Context.RequestAborted
            )
        );
    }

    private void Answer(ListRefusal? refusal)
    {
        Show(refusal);
        if (refusal is null)
        {
            Address.NavigateTo(SitePaths.List(Id));
        }
    }

    private void Show(ListRefusal? refusal) =>
        Problem = refusal is { } why ? Texts[$"problem.{Slug.Of(why)}"].Value : null;

    /// <summary>Those that can be chosen, with those that were and cannot any more.</summary>
    private IEnumerable<(
        string Field,
        IReadOnlyList<ListChoice> Values,
        IReadOnlyList<string> Chosen
    )> Fields(ListChoices choices, DomainListFilter filter)
    {
        yield return (
            "layers",
            With(choices.Layers.Select(l => new ListChoice(l, Names.Layer(l))), filter.Layers),
            filter.Layers
        );
        yield return ("ministries", With(choices.Ministries, filter.Ministries), filter.Ministries);
        yield return ("provinces", With(choices.Provinces, filter.Provinces), filter.Provinces);
        yield return (
            "providers",
            With(choices.Providers.Select(p => new ListChoice(p, p)), filter.Providers),
            filter.Providers
        );
    }

    private static List<ListChoice> With(
        IEnumerable<ListChoice> values,
        IReadOnlyList<string> chosen
    )
    {
        var all = values.ToList();
        all.AddRange(
            chosen
                .Where(key => all.TrueForAll(value => value.Key != key))
                .Select(key => new ListChoice(key, key))
        );
        return all;
    }

    private static List<string> Chosen(IFormCollection form, string field) =>
        [
            .. form[field]
                .OfType<string>()
                .Select(TypedText.WithoutNul)
                .Where(key => key.Length is > 0 and <= 300)
                .Distinct(StringComparer.Ordinal),
        ];

    private static string Cut(string text) =>
        text.Length > LongestText
            ? PrintableText.Of(text[..LongestText]) + "…"
            : PrintableText.Of(text);
}
