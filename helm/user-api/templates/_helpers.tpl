{{- define "user-api.selector" -}}
app.kubernetes.io/name: users-api
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "user-api.labels" -}}
{{ include "user-api.selector" . }}
app.kubernetes.io/part-of: users
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "user-api.pod-security" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "user-api.container-security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "user-api.database-url" -}}
jdbc:postgresql://{{ .Values.database.service }}:{{ .Values.database.port }}/{{ .Values.database.name }}
{{- end -}}
