using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Registers;

/// <summary>For analysts: a file of a register or a list is sent here, and looked at before it is applied.</summary>
public partial class ImportsPage : ComponentBase
{
    public const string UploadForm = "upload";

    /// <summary>Characters of what a reader of files says of a fault.</summary>
    private const int LongestDetail = 300;

    [Inject]
    private IStringLocalizer<RegisterDeskTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>Imports before this one.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    private string? BeforeWord { get; set; }

    private static IReadOnlyList<RegisterSource> Sources { get; } =
    [RegisterSource.Roo, RegisterSource.Rio, RegisterSource.List];

    private RegisterSource Source { get; set; } = RegisterSource.List;

    private string? ListName { get; set; }

    private IReadOnlyList<RegisterImport> Imports { get; set; } = [];

    private int? Older { get; set; }

    private string? Problem { get; set; }

    private string? Detail { get; set; }

    private ImportDesk Desk => Services.GetRequiredService<ImportDesk>();

    protected override async Task OnInitializedAsync() =>
        (Imports, Older) = await Desk.AllAsync(
            int.TryParse(
                BeforeWord,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var before
            )
                ? before
                : null,
            Context.RequestAborted
        );

    private async Task UploadAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        ListName = form["list"].ToString().Replace("\0", "", StringComparison.Ordinal).Trim();
        if (
            !Slug.TryParse(form["source"].ToString(), out RegisterSource source)
            || !Sources.Contains(source)
        )
        {
            Problem = Texts["problem.source"];
            return;
        }
        Source = source;
        if (form.Files["file"] is not { Length: > 0 } file)
        {
            Problem = Texts["problem.file"];
            return;
        }
        await using var stream = file.OpenReadStream();
        var uploaded = await Desk.UploadAsync(
            new(
                source,
                NameOf(file.FileName),
                ListName.Length > 0 ? ListName : null,
                Context.User.Identity?.Name ?? string.Empty
            ),
            stream,
            Context.RequestAborted
        );
        if (uploaded.Id is { } id)
        {
            Address.NavigateTo(SitePaths.RegisterImport(id));
            return;
        }
        Problem = uploaded.Refused is { } reason
            ? Texts[$"reason.{Slug.Of(reason)}"]
            : Texts[$"obstacle.{Slug.Of(uploaded.Obstacle ?? ImportObstacle.NotStaged)}"];
        Detail = uploaded.Text is { Length: > 0 } text
            ? PrintableText.Of(text.Length > LongestDetail ? text[..LongestDetail] + "…" : text)
            : null;
    }

    /// <summary>As a browser on any system sends it: the last part of a path, no longer than is stored.</summary>
    private static string NameOf(string sent)
    {
        var name = PrintableText.Of(sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..]).Trim();
        return name.Length == 0 ? "file"
            : name.Length > RegisterImportMapping.LongestFileName
                ? name[^RegisterImportMapping.LongestFileName..]
            : name;
    }
}
