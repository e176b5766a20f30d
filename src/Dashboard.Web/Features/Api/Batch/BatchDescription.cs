namespace Dashboard.Web.Features.Api.Batch;

/// <summary>The description of the batch API (OpenAPI 3.1), open to all.</summary>
internal static class BatchDescription
{
    public const string Path = BatchEndpoints.Root + "/openapi.yaml";

    /// <summary>Of the file inside the assembly.</summary>
    public const string Resource = "batch-openapi.yaml";

    /// <returns>False for a method that is none of reading.</returns>
    public static async Task<bool> TryAnswerAsync(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsOptions(method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.Allow = $"{HttpMethods.Get}, {HttpMethods.Head}";
            return true;
        }
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
        {
            return false;
        }
        await using var file = typeof(BatchDescription).Assembly.GetManifestResourceStream(
            Resource
        )!;
        // RFC 9512 section 2.1
        context.Response.ContentType = "application/yaml";
        context.Response.ContentLength = file.Length;
        if (HttpMethods.IsGet(method))
        {
            await file.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        return true;
    }
}
