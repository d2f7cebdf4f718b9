/** Bills, tokens, users and uploads: where schema, result or refusals leave their tables. */
export const open: Readonly<Record<string, string>> = {
  'data.dataservice.bill.downloadurl.query response bill_download_url required':
    'a reply without it is refused',
  'offline.material.image.upload response image_id required': 'a reply without it is refused',
  'open.auth.token.app.query response auth_app_id required': 'a reply without it is refused',
  'open.auth.token.app.query response status required': 'a reply without it is refused',
  'open.file.upload refusals BIZ_ERROR left out': 'what failed may be what comes after the file was stored',
  'open.file.upload request file_content required': 'an upload of nothing is none; the table does not say',
  'open.file.upload response file_id required': 'a reply without it is refused',
  'system.oauth.token response access_token required': 'a reply without it is refused',
}
