using Dashboard.Web.Features.Organisations.Import;
using Microsoft.AspNetCore.Http.Metadata;

namespace Dashboard.Web.Features.Registers;

/// <summary>
/// A page to which a file is sent. It takes a longer request than others; beyond 64 kB a file goes to a temporary file while it
/// arrives, so that its length costs no memory. Who may not see the page is refused before anything is read.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UploadPageAttribute
    : Attribute,
        IRequestSizeLimitMetadata,
        IFormOptionsMetadata
{
    /// <summary>The other fields, and what lies between the parts.</summary>
    private const long Rest = 64 * 1024;

    public long? MaxRequestBodySize => ImportLimits.Default.RegisterLength + Rest;

    public bool? BufferBody => null;

    public int? MemoryBufferThreshold => 64 * 1024;

    public long? BufferBodyLengthLimit => null;

    public int? ValueCountLimit => 20;

    public int? KeyLengthLimit => 200;

    public int? ValueLengthLimit => 64 * 1024;

    public int? MultipartBoundaryLengthLimit => null;

    public int? MultipartHeadersCountLimit => null;

    public int? MultipartHeadersLengthLimit => null;

    public long? MultipartBodyLengthLimit => ImportLimits.Default.RegisterLength;
}
