using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Desk;

/// <summary>For analysts: what the registers say of one organisation, corrected by hand, each change with its reason.</summary>
public partial class OrganisationDeskPage : ComponentBase
{
    public const string DomainForm = "domain";
    public const string LinkForm = "link";
    public const string MergeForm = "merge";
    public const string MoveForm = "move";
    public const string JoinForm = "join";

    /// <summary>The value of the button that gives something back to the sources.</summary>
    public const string Withdraw = "withdraw";

    private static readonly char[] Separators = ['\n', '\r', ',', ';', ' ', '\t'];

    [Inject]
    private IStringLocalizer<OrganisationDeskTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Key { get; set; } = string.Empty;

    private OrganisationDeskView? View { get; set; }

    private string? Message { get; set; }

    private string? Problem { get; set; }

    private string? DescribedBy => Problem is null ? null : "desk-problem";

    private string Path => SitePaths.OrganisationDesk(Key);

    private OrganisationDesk Desk => Services.GetRequiredService<OrganisationDesk>();

    private DomainCorrections Domains => Services.GetRequiredService<DomainCorrections>();

    private OrganisationLinks Links => Services.GetRequiredService<OrganisationLinks>();

    private OrganisationCorrections Corrections =>
        Services.GetRequiredService<OrganisationCorrections>();

    private CancellationToken Stop => Context.RequestAborted;

    /// <summary>The name of the form of a field.</summary>
    public static string FieldForm(OrganisationField field) => $"field-{Slug.Of(field)}";

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        View = await Desk.FindAsync(Key, Stop);
        if (View is null)
        {
            Address.NotFound();
        }
    }

    /// <summary>What a field may be; null where it is typed.</summary>
    private IReadOnlyList<DeskChoice>? ChoicesOf(OrganisationField field) =>
        field switch
        {
            OrganisationField.Layer =>
            [
                .. Services
                    .GetRequiredService<OrganisationFields>()
                    .LayerNames.Select(layer => new DeskChoice(layer, Names.Layer(layer))),
            ],
            OrganisationField.Ministry => View!.Ministries,
            OrganisationField.Province => View!.Provinces,
            OrganisationField.MainDomain =>
            [
                .. View!.MailDomains.Select(domain => new DeskChoice(domain, Shown(domain))),
            ],
            _ => null,
        };

    /// <summary>As it is stored, for the field of the form.</summary>
    private string? ValueOf(OrganisationField field) =>
        field switch
        {
            OrganisationField.Name => View!.Organisation.Name,
            OrganisationField.Layer => View!.Organisation.OwnLayer,
            OrganisationField.Parent => View!.Parent?.Key,
            OrganisationField.Ministry => View!.Ministry?.Key,
            OrganisationField.Province => View!.Organisation.OwnProvince,
            OrganisationField.EndsOn => View!.Organisation.OwnEndsOn is { } day
                ? Days.Machine(day)
                : null,
            _ => View!.Organisation.MainDomain,
        };

    /// <summary>As it is read.</summary>
    private string ShownOf(OrganisationField field) =>
        field switch
        {
            OrganisationField.Name => PrintableText.Of(View!.Organisation.Name),
            OrganisationField.Layer => View!.Organisation.OwnLayer is { } layer
                ? Names.Layer(layer)
                : Texts["layer.of-whole", Names.Layer(View.Organisation.Layer)],
            OrganisationField.Parent => NameOf(View!.Parent),
            OrganisationField.Ministry => NameOf(View!.Ministry),
            OrganisationField.Province => PrintableText.Of(View!.Province ?? Texts["none"]),
            OrganisationField.EndsOn => View!.Organisation.OwnEndsOn is { } day
                ? Days.Of(day)
                : Texts["none"],
            _ when View!.IsPart => Texts["main.part"],
            _ when View.MainDomain is not { } main => Texts["main.none"],
            _ when View.MainDomain.Value == View.Organisation.MainDomain => Shown(
                View.MainDomain.Value
            ),
            _ => Texts["main.only", Shown(View.MainDomain.Value)],
        };

    private string NameOf(Organisation? organisation) =>
        organisation is null ? Texts["none"] : PrintableText.Of(organisation.Name);

    private static string Shown(string domain) => DomainName.Parse(domain).ToUnicode();

    private string DayOr(DateOnly? day) => day is { } known ? Days.Of(known) : Texts["none"];

    private async Task CorrectAsync(OrganisationField field)
    {
        var form = await FormAsync();
        var value = Typed(form, "value");
        await AnswerAsync(
            Typed(form, "action") == Withdraw
                ? await Corrections.WithdrawAsync(Key, field, Author(form), Stop)
                : await Corrections.CorrectAsync(
                    Key,
                    field,
                    value.Length == 0 ? null : value,
                    Author(form),
                    Stop
                ),
            "done.field"
        );
    }

    private async Task SetDomainAsync()
    {
        var form = await FormAsync();
        var domain = Typed(form, "domain");
        if (Typed(form, "action") == Withdraw)
        {
            await AnswerAsync(
                await Domains.WithdrawAsync(Key, domain, Author(form), Stop),
                "done.domain"
            );
            return;
        }
        if (!TryDay(form, "from", out var from) || !TryDay(form, "until", out var until))
        {
            await AnswerAsync(CorrectionRefusal.WrongDates, "done.domain");
            return;
        }
        await AnswerAsync(
            await Domains.SetAsync(
                Key,
                domain,
                new(from, until, Typed(form, "open") == "true"),
                Author(form),
                Stop
            ),
            "done.domain"
        );
    }

    private async Task LinkAsync()
    {
        var form = await FormAsync();
        if (Typed(form, "action") == Withdraw)
        {
            await AnswerAsync(await Links.UnlinkAsync(Key, Author(form), Stop), "done.unlinked");
            return;
        }
        await AnswerAsync(
            TryDay(form, "from", out var from) && from is { } day
                ? await Links.LinkAsync([Key], Typed(form, "successor"), day, Author(form), Stop)
                : CorrectionRefusal.WrongDates,
            "done.linked"
        );
    }

    private async Task MergeAsync()
    {
        var form = await FormAsync();
        await AnswerAsync(
            TryDay(form, "from", out var from) && from is { } day
                ? await Links.LinkAsync(
                    Typed(form, "others").Split(Separators, StringSplitOptions.RemoveEmptyEntries),
                    Key,
                    day,
                    Author(form),
                    Stop
                )
                : CorrectionRefusal.WrongDates,
            "done.merged"
        );
    }

    private async Task MoveAsync()
    {
        var form = await FormAsync();
        await AnswerAsync(
            TryDay(form, "from", out var from) && from is { } day
                ? await Domains.MoveAsync(
                    Key,
                    Typed(form, "to"),
                    [.. form["domains"].OfType<string>().Select(TypedText.WithoutNul)],
                    day,
                    Author(form),
                    Stop
                )
                : CorrectionRefusal.WrongDates,
            "done.moved"
        );
    }

    private async Task JoinAsync()
    {
        var form = await FormAsync();
        await AnswerAsync(
            await Services
                .GetRequiredService<OrganisationJoining>()
                .JoinAsync(Key, Typed(form, "to"), Author(form), Stop),
            "done.joined"
        );
    }

    private async Task AnswerAsync(CorrectionRefusal? refusal, string done)
    {
        if (refusal is { } why)
        {
            Problem = Texts[$"problem.{Slug.Of(why)}"];
            return;
        }
        Message = Texts[done];
        await ReadAsync();
    }

    private Task<IFormCollection> FormAsync() => Context.Request.ReadFormAsync(Stop);

    /// <summary>A reason that is left out is an empty one, which is refused.</summary>
    private ChangeAuthor Author(IFormCollection form) =>
        new(Context.User.Identity?.Name ?? string.Empty, Typed(form, "reason"));

    private static string Typed(IFormCollection form, string field) =>
        TypedText.WithoutNul(form[field]).Trim();

    /// <returns>False where something is typed that is no day.</returns>
    private static bool TryDay(IFormCollection form, string field, out DateOnly? day)
    {
        day = null;
        var typed = Typed(form, field);
        if (typed.Length == 0)
        {
            return true;
        }
        var isDay = DateOnly.TryParseExact(
            typed,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var read
        );
        day = read;
        return isDay;
    }
}
