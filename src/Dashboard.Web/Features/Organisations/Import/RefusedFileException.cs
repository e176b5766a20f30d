using Dashboard.Core;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>A file of which nothing is taken.</summary>
internal sealed class RefusedFileException(
    RegisterReason reason,
    string? text = null,
    Exception? cause = null
) : Exception($"{Slug.Of(reason)} {text}".Trim(), cause)
{
    public RegisterReason Reason => reason;

    public string Text => RegisterProblem.Shown(text);
}
