namespace EdgeVoice.Dashboard.Api;

internal static class Problems
{
    private const string Base = "https://edgevoice.dev/problems/";

    public static IResult NotFound(string what, string id) =>
        Results.Problem(type: Base + "not-found", title: $"No {what} with this id", detail: $"There is no {what} '{(id.Length <= 100 ? id : id[..100])}', or it was dropped to make room.", statusCode: StatusCodes.Status404NotFound);

    public static IResult Make(int status, string type, string title, string detail) => Results.Problem(type: Base + type, title: title, detail: detail, statusCode: status);
}
