namespace Dashboard.Web.Features.Api.Batch;

/// <summary>The description of the batch API (OpenAPI 3.1), open to all.</summary>
internal static class BatchDescription
{
    public const string Path = BatchEndpoints.Root + "/openapi.yaml";

    /// <summary>Of the file inside the assembly.</summary>
    public const string Resource = "batch-openapi.yaml";

    public static async Task WriteAsync(HttpContext context)
    {
        await using var file = typeof(BatchDescription).Assembly.GetManifestResourceStream(
            Resource
        )!;
        // RFC 9512 section 2.1
        context.Response.ContentType = "application/yaml";
        context.Response.ContentLength = file.Length;
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
